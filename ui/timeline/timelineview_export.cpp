#include "models/request.h"
#include "models/timeline/timelinefigures.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/banner.h"

#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QPainter>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>
#include <QTimer>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kMostPixels = 16'000;
constexpr int kNoticeMs = 8000;

Result<void> saveBytes(const QString& path, const std::function<bool(QSaveFile&)>& write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !write(file) || !file.commit()) {
        return fail(u"file-not-written"_s,
                    TimelineView::tr("“%1” was not written: %2").arg(path, file.errorString()),
                    TimelineView::tr("choose a folder that you may write to, with room on it"));
    }
    return {};
}

Result<void> writeTable(const TimelineScene& scene, const QString& path)
{
    const QByteArray table = sceneCsv(scene).toUtf8();
    return saveBytes(path, [&table](QSaveFile& file) { return file.write(table) == table.size(); });
}

} // namespace

QImage TimelineView::picture(qreal scale) const
{
    TimelineView all(m_model);
    all.setBare(true);
    all.canvas()->copyLook(*m_canvas);
    all.canvas()->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int wide = std::max(640, m_canvas->width());
    const int high =
        std::min(kMostPixels, TimelineMetrics::RulerHeight + all.canvas()->layoutOfLanes().height());
    all.resize(wide, high);
    // Laid out as if it were shown, so that the time in view fits the width.
    all.setAttribute(Qt::WA_DontShowOnScreen);
    all.show();
    all.showRange(m_canvas->timeViewport().visible());
    QImage image(QSize(wide, high) * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().color(ColorRole::Bg1));
    all.render(&image);
    return image;
}

Result<void> TimelineView::savePicture(const QString& path) const
{
    const QImage image = picture(devicePixelRatioF());
    return saveBytes(path, [&image](QSaveFile& file) { return image.save(&file, "PNG"); });
}

Result<void> TimelineView::saveTable(const QString& path) const
{
    return writeTable(m_model->scene(), path);
}

void TimelineView::askPicturePath()
{
    askPath(tr("Save the timeline as a picture"), u"png"_s,
            [this](const QString& path) { report(path, savePicture(path)); });
}

/// A million jobs are written on a thread of the pool; the scene's lists are shared, so its copy costs
/// nothing.
void TimelineView::askTablePath()
{
    askPath(tr("Save the jobs as a table"), u"csv"_s, [this](const QString& path) {
        auto promise = std::make_shared<QPromise<Result<void>>>();
        promise->start();
        onAnswer(promise->future(), this, [this, path](const Result<void>& saved) { report(path, saved); });
        QThreadPool::globalInstance()->start([promise, scene = m_model->scene(), path] {
            promise->addResult(writeTable(scene, path));
            promise->finish();
        });
    });
}

void TimelineView::askPath(const QString& title, const QString& suffix,
                           const std::function<void(const QString&)>& save)
{
    auto* dialog = new QFileDialog(this, title);
    dialog->setObjectName(u"timeline/save"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(u"*."_s + suffix);
    const QString name = m_model->scene().title.isEmpty() ? u"timeline"_s : m_model->scene().title;
    dialog->selectFile(name + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void TimelineView::report(const QString& path, const Result<void>& saved)
{
    if (saved) {
        m_banner->setMessage(Tone::Ok, IconName::StateOk, tr("Saved"), QDir::toNativeSeparators(path));
    } else {
        m_banner->setMessage(Tone::Bad, IconName::StateFailed, saved.error().text, saved.error().remedy);
    }
    m_banner->show();
    QTimer::singleShot(kNoticeMs, m_banner, &QWidget::hide);
}

} // namespace Drover
