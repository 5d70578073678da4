#pragma once

#include "models/objectkey.h"
#include "models/timeline/timelinebuilder.h"
#include "models/timeline/timelinemodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

namespace Drover {

class TimelineView;

/// The live timeline of the selected object's cluster, with its whole past. The dock at the bottom and the
/// Timeline page show the same one in turn, so that place, zoom and search go along. Owned by the window; UI
/// thread.
class LiveTimeline : public QWidget
{
    Q_OBJECT
public:
    explicit LiveTimeline(const WindowContext& context, QWidget* parent = nullptr);

    [[nodiscard]] TimelineView* view() const { return m_view; }
    [[nodiscard]] const TimelineModel& model() const { return m_model; }
    [[nodiscard]] QString cluster() const { return m_builder.cluster(); }

    /// Its lane comes to the top, if it is of the cluster that is shown.
    void scrollTo(const QString& objectKey);

signals:
    void logRequested();
    void cancelRequested(Drover::JobId job); ///< asks a person first

private:
    void showSelected();
    void showCluster(const QString& name);
    void showAll();
    void followWork();
    void updateChoices();
    void openJob(JobId id, bool log);
    void retry(const QString& laneKey);
    [[nodiscard]] QString whyOf(const QString& laneKey) const;
    [[nodiscard]] QString clusterOf(const ObjectKey& key) const;

    WindowContext m_context;
    TimelineModel m_model;
    TimelineBuilder m_builder;
    TimelineView* m_view;
    bool m_works = false; ///< an operation drives the cluster
    QStringList m_names;
};

} // namespace Drover
