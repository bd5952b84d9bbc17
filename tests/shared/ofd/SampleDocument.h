// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/SignatureWriter.h"

/// A small unsigned document of two pages, a template, an annotation and an attachment, as plain files.
QList<wenyi::ofd::PackageEntry> sampleEntries();
QByteArray samplePackage();

/// A request to seal both pages at a fixed time.
wenyi::ofd::SignatureRequest sampleRequest();

/// The package with one more signature, whose signed value is `value`.
QByteArray signedOnce(const QByteArray &package, const wenyi::ofd::SignatureRequest &request, const QByteArray &value);
