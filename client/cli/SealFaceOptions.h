// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/domain/SealIssuing.h"

namespace wenyi::cli {

/// What a seal is to look like.
struct FaceArguments
{
    std::string face = "round";
    std::string picture;
    std::string line;
    std::string centre;
    std::string rank;
    std::string carving = "relief";
    bool isPersonal = false;
    int size = 0; ///< 0: not given.
    int resolution = 300;
    std::string preview;
};

void addFaceOptions(Command &command, FaceArguments &arguments);

/// Draws or cleans the face of a seal that bears `name`. Fails with InvalidInput "seal-face.no-picture",
/// "seal-face.picture-unused", and as core::makeFace() does.
Result<seal::SealFace> makeFace(const FaceArguments &arguments, const QString &name, const Context &context);

/// As core::sealTypeOf(); `--personal` makes any face a person's.
seal::SealType typeOf(const FaceArguments &arguments);

/// `seal measures`, under the command `seal`.
void addSealMeasuresCommand(Command &seal, Chosen &chosen);

} // namespace wenyi::cli
