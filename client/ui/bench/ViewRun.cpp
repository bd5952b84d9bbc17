// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/bench/ViewRun.h"

#include "client/core/viewing/FileOpening.h"
#include "client/ui/bench/FirstPaint.h"
#include "client/ui/bench/Memory.h"
#include "client/ui/session/Answer.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TextImport.h"
#include "shared/layout/Typesetter.h"

#include <QApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int StepPause = 16;   ///< ms, as a screen's pictures follow each other.
constexpr int StepPixels = 600; ///< A hard turn of the wheel.
constexpr qint64 LargestFile = 256 << 20;

double toMs(qint64 nanoseconds)
{
    return static_cast<double>(nanoseconds) / 1e6;
}

} // namespace

ViewRun::ViewRun(ViewPlan plan)
    : m_plan(std::move(plan))
{
    connect(&m_heart, &QTimer::timeout, this, [this] {
        m_longest = std::max(m_longest, m_beat.nsecsElapsed());
        m_beat.restart();
    });
    connect(&m_step, &QTimer::timeout, this, &ViewRun::scrollOn);
}

void ViewRun::begin()
{
    const auto fonts = layout::FontSet::load(m_plan.fonts);
    if (!fonts)
        return fail(describe(fonts.error()));
    m_fonts = *fonts;
    openNext();
}

void ViewRun::openNext()
{
    m_viewer.reset();
    if (m_next >= m_plan.files.size())
        return startScrolling();
    const QString path = m_plan.files.at(m_next++);
    m_opening.start();
    const auto bytes = readBounded(path, LargestFile);
    if (!bytes)
        return fail(describe(bytes.error()));
    Answer<Result<core::ViewedFileRef>> opening(core::openForViewing(*bytes, m_fonts));
    opening.then(this, [this, path](const Result<core::ViewedFileRef> &file) {
        if (!file)
            return fail(path + u": "_s + describe(file.error()));
        m_viewer = std::make_unique<DocumentViewer>();
        m_viewer->resize(1000, 1000);
        m_viewer->setFile(*file);
        const core::PictureCache &pictures = m_viewer->pages().pictures();
        new FirstPaint(
            m_viewer->pages().viewport(), [&pictures] { return pictures.paintedCount() > 0; },
            [this, path] {
                m_firstPage.insert(QFileInfo(path).fileName(), toMs(m_opening.nsecsElapsed()));
                openNext();
            });
        m_viewer->show();
    });
}

core::ViewedFileRef ViewRun::manyPages()
{
    const auto text = readBounded(m_plan.source, document::limits::ImportBytes);
    const auto imported = text ? document::importText(*text) : Result<document::ImportedText>(text.error());
    if (!imported)
        return nullptr;
    document::OfficialDocument document = imported->document;
    // One long text: what stands in attachments too.
    for (const document::Attachment &attachment : std::as_const(document.attachments))
        document.body += attachment.body;
    document.attachments.clear();
    const QList<document::Block> body = document.body;
    auto scene = std::make_shared<layout::DocumentScene>();
    const auto once = layout::typeset(document, m_fonts);
    const qsizetype each = once ? std::max<qsizetype>(1, once->scene.pages.size()) : 0;
    for (qsizetype pages = each; each > 0 && pages < m_plan.pages + each; pages += each)
        document.body += body;
    QElapsedTimer setting;
    setting.start();
    auto set = layout::typeset(document, m_fonts);
    if (!set)
        return nullptr;
    m_result.insert(u"typesetMs"_s, toMs(setting.nsecsElapsed()));
    return core::viewScene(std::make_shared<layout::DocumentScene>(std::move(set->scene)));
}

void ViewRun::startScrolling()
{
    const auto file = m_plan.source.isEmpty() ? nullptr : manyPages();
    if (!file)
        return m_plan.source.isEmpty() ? finish() : fail(u"the text cannot be set"_s);
    m_result.insert(u"pages"_s, file->pages().size());
    m_result.insert(u"beforeScrolling"_s, memoryHeld());
    m_opening.start();
    m_viewer = std::make_unique<DocumentViewer>();
    m_viewer->resize(1000, 1000);
    m_viewer->setFile(file);
    const core::PictureCache &pictures = m_viewer->pages().pictures();
    new FirstPaint(
        m_viewer->pages().viewport(), [&pictures] { return pictures.paintedCount() > 0; },
        [this] {
            m_result.insert(u"manyPagesFirstMs"_s, toMs(m_opening.nsecsElapsed()));
            m_scrolling.start();
            m_beat.start();
            m_heart.start(0);
            m_step.start(StepPause);
        });
    m_viewer->show();
}

void ViewRun::scrollOn()
{
    QScrollBar *bar = m_viewer->pages().verticalScrollBar();
    ++m_steps;
    m_mostBytes = std::max(m_mostBytes, m_viewer->pages().pictures().bytes());
    if (bar->value() < bar->maximum()) {
        bar->setValue(bar->value() + StepPixels);
        return;
    }
    m_step.stop();
    m_heart.stop();
    m_result.insert(u"scrollMs"_s, toMs(m_scrolling.nsecsElapsed()));
    m_result.insert(u"steps"_s, m_steps);
    m_result.insert(u"longestBlockMs"_s, toMs(m_longest));
    m_result.insert(u"paintedPages"_s, m_viewer->pages().pictures().paintedCount());
    m_result.insert(u"mostCachedKb"_s, m_mostBytes / 1024);
    m_result.insert(u"afterScrolling"_s, memoryHeld());
    finish();
}

void ViewRun::finish()
{
    m_result.insert(u"firstPageMs"_s, m_firstPage);
    const QByteArray json = QJsonDocument(m_result).toJson();
    std::fwrite(json.constData(), 1, static_cast<size_t>(json.size()), stdout);
    std::fflush(stdout);
    QApplication::exit(0);
}

void ViewRun::fail(const QString &why)
{
    std::fprintf(stderr, "wenyi-window-bench: %s\n", qUtf8Printable(why));
    QApplication::exit(1);
}

} // namespace wenyi::ui
