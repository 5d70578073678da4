#pragma once

#include "models/objectkey.h"
#include "ui/shell/windowcontext.h"
#include "ui/widgets/factgrid.h"

#include <QScrollArea>

class QLabel;

namespace Drover {

class PipelineStrip;
class SectionHead;
class SummaryDetails;
struct ClusterState;
struct Machine;

/// How the selected object does: its way through the stages, one sentence why it is where it is, its facts,
/// and what it stands in relation to: gates, members that need a look. Owned by the inspector; UI thread.
class SummaryTab : public QScrollArea
{
    Q_OBJECT
public:
    explicit SummaryTab(const WindowContext& context, QWidget* parent = nullptr);

    void show(const ObjectKey& object);
    void refresh();
    /// Params and the end of the log, of objects that run something.
    [[nodiscard]] SummaryDetails* details() const { return m_details; }

signals:
    void logRequested();

private:
    void showMachine(const Machine& machine);
    void showCluster(const Machine& cluster);
    void showRole(const QString& cluster, const QString& role);
    void showPool(const QString& name);
    void showPipeline(const Machine& machine);
    void setWhy(const Machine& machine);
    void setSection(const QString& title, const QList<Fact>& facts);
    void follow(const QString& key);
    [[nodiscard]] QList<Fact> jobFacts(const Machine& machine) const;
    [[nodiscard]] QList<Fact> placeFacts(const Machine& machine) const;
    [[nodiscard]] QList<Fact> troubleFacts(const ClusterState& state) const;

    WindowContext m_context;
    ObjectKey m_object;
    PipelineStrip* m_pipeline;
    QLabel* m_why;
    FactGrid* m_facts;
    SectionHead* m_sectionHead;
    FactGrid* m_section;
    SummaryDetails* m_details;
};

} // namespace Drover
