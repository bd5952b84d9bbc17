// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealAdministration.h"
#include "client/core/domain/SealFaceOrder.h"
#include "client/ui/session/Session.h"

#include <QImage>

namespace wenyi::ui {

/// A face as it would be, with the picture that it comes from.
struct FacePreview
{
    seal::SealFace face;
    QImage picture;
    QImage before; ///< Of a scanned one; as large as it is worth looking at.
};

/// 制章: draws or cleans a face while it is being described, looks at the keeper's certificate, and has the seal made,
/// registered and handed out; all of it off the windows' thread.
class SealMakingPresenter final : public QObject
{
    Q_OBJECT

public:
    SealMakingPresenter(Session &session, core::AuthorityPlace place, QObject *parent = nullptr);
    ~SealMakingPresenter() override;

    /// Draws it as soon as the drawing that goes on is done; of several that wait the last one counts. Of a scanned
    /// face `picture` names the file. Ends with previewed() or faceFailed().
    void preview(const core::SealFaceOrder &order, const QString &picture);
    /// Whose certificate it is. Ends with signerFound() or signerFailed(); of several the last one counts.
    void lookAt(const QString &keyAt, const MemberId &keeper, seal::SealType type);
    /// With the face that was shown last; nothing where none is. Ends with made() or failed().
    void make(core::SealMaking making, SecretBytes authorityPin);
    bool hasFace() const { return m_shown.has_value(); }

Q_SIGNALS:
    void previewed(const wenyi::ui::FacePreview &preview);
    void faceFailed(const wenyi::Error &error);
    void signerFound(const QString &name, wenyi::Instant validTo);
    void signerFailed(const wenyi::Error &error);
    void busyChanged(bool busy);
    void made(const wenyi::core::MadeSeal &seal);
    void failed(const wenyi::Error &error);

private:
    class Studio;
    struct Wish
    {
        core::SealFaceOrder order;
        QString picture;
    };
    void draw();

    Session &m_session;
    core::AuthorityPlace m_place;
    std::shared_ptr<Studio> m_studio; ///< Of the drawing that goes on; never two at a time.
    std::optional<Wish> m_wish;       ///< What is to be drawn next.
    bool m_isDrawing = false;
    std::optional<seal::SealFace> m_shown;
    int m_looks = 0; ///< Counts lookAt(): what belongs to an earlier one is late.
};

} // namespace wenyi::ui
