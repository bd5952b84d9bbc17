// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealMakingPresenter.h"

#include "client/core/viewing/ForeignPictures.h"
#include "shared/base/DurableFile.h"

#include <QtConcurrent>

namespace wenyi::ui {

namespace {
constexpr int LargestBefore = 1000; ///< Pixels of the longer side.
} // namespace

/// What drawing needs and is dear to get: the fonts, and the picture as it was decoded.
class SealMakingPresenter::Studio
{
public:
    explicit Studio(QString fonts)
        : m_fontFolder(std::move(fonts))
    {
    }

    Result<FacePreview> draw(Wish wish)
    {
        if (!m_fonts) {
            WENYI_TRY(m_fonts, layout::FontSet::load(m_fontFolder));
        }
        const bool isScanned = core::isScanned(wish.order.kind);
        if (isScanned && !wish.picture.isEmpty()) {
            WENYI_TRY(wish.order.picture, readBounded(wish.picture, core::LargestScan));
        }
        WENYI_TRY(
            auto face, core::makeFace(wish.order, *m_fonts, [this](const QByteArray &bytes) { return decode(bytes); }));
        FacePreview preview{face, QImage::fromData(face.bytes), {}};
        if (isScanned)
            preview.before = m_decoded.width() > LargestBefore || m_decoded.height() > LargestBefore ? m_decoded.scaled(
                                 LargestBefore, LargestBefore, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                                                                                                     : m_decoded;
        return preview;
    }

private:
    /// Each new picture by a helper of its own: it is foreign.
    Result<QImage> decode(const QByteArray &bytes)
    {
        if (bytes == m_encoded)
            return m_decoded;
        WENYI_TRY(m_decoded, core::decodedByHelper()(bytes));
        m_encoded = bytes;
        return m_decoded;
    }

    QString m_fontFolder;
    layout::FontSetRef m_fonts;
    QByteArray m_encoded;
    QImage m_decoded;
};

SealMakingPresenter::SealMakingPresenter(Session &session, core::AuthorityPlace place, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_place(std::move(place))
    , m_studio(std::make_shared<Studio>(session.environment().fonts))
{
}

SealMakingPresenter::~SealMakingPresenter() = default;

void SealMakingPresenter::preview(const core::SealFaceOrder &order, const QString &picture)
{
    m_wish = Wish{order, picture};
    // What is shown is not what was asked for any more, and must not be made.
    m_shown.reset();
    if (!m_isDrawing)
        draw();
}

void SealMakingPresenter::draw()
{
    m_isDrawing = true;
    const Wish wish = *std::exchange(m_wish, {});
    Answer(QtConcurrent::run([studio = m_studio, wish] {
        return studio->draw(wish);
    })).then(this, [this](const Result<FacePreview> &drawn) {
        m_isDrawing = false;
        if (m_wish) {
            draw();
            return;
        }
        if (!drawn) {
            Q_EMIT faceFailed(drawn.error());
            return;
        }
        m_shown = drawn->face;
        Q_EMIT previewed(*drawn);
    });
}

void SealMakingPresenter::lookAt(const QString &keyAt, const MemberId &keeper, seal::SealType type)
{
    const int look = ++m_looks;
    Answer(QtConcurrent::run([keyAt, keeper, type] {
        return core::SealAdministration::signerAt(keyAt, keeper, type);
    })).then(this, [this, look](const Result<crypto::Certificate> &signer) {
        if (look != m_looks)
            return;
        if (signer)
            Q_EMIT signerFound(signer->commonName(), signer->notAfter());
        else
            Q_EMIT signerFailed(signer.error());
    });
}

void SealMakingPresenter::make(core::SealMaking making, SecretBytes authorityPin)
{
    if (!m_shown)
        return;
    making.face = *m_shown;
    Q_EMIT busyChanged(true);
    const core::SealAdministration administration(m_place, m_session.environment());
    const auto pin = std::make_shared<SecretBytes>(std::move(authorityPin));
    Answer(m_session.core().start([administration, making, pin] {
        return administration.make(making, *pin);
    })).then(this, [this](const Result<core::MadeSeal> &done) {
        Q_EMIT busyChanged(false);
        if (done)
            Q_EMIT made(*done);
        else
            Q_EMIT failed(done.error());
    });
}

} // namespace wenyi::ui
