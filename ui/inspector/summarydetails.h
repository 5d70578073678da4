#pragma once

#include "engine/api/query.h"

#include <QWidget>

namespace Drover {

class FactGrid;
class LogSource;
class LogView;
class SectionHead;

/// Lower half of the inspector's summary: the params that somebody set, each with its source, and the last
/// lines of the log. Owned by the summary; UI thread.
class SummaryDetails : public QWidget
{
    Q_OBJECT
public:
    explicit SummaryDetails(QWidget* parent = nullptr);

    void setParams(const Answers::Params& params);
    /// The lines of the job that is shown; stays the caller's.
    void setTail(const LogSource* source);
    void tailChanged();

    static constexpr int paramsShown = 5;
    static constexpr int linesShown = 5;

signals:
    void paramsRequested();
    void logRequested();

private:
    const LogSource* m_source = nullptr;
    SectionHead* m_paramHead;
    FactGrid* m_params;
    SectionHead* m_tailHead;
    LogView* m_tail;
};

} // namespace Drover
