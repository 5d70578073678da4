#pragma once

#include "models/journal/causetrail.h"

#include <QListView>

class QStandardItemModel;

namespace Drover {

class Replica;

/// Why an event happened, step by step on a line, and what it led to. A step with a position leads there.
/// Owned by the journal's detail; UI thread.
class CauseList : public QListView
{
    Q_OBJECT
public:
    CauseList(const Replica& replica, QWidget* parent = nullptr);

    void setSteps(const QList<CauseStep>& steps);

signals:
    void positionRequested(qint64 seq);

private:
    void add(const CauseStep& step);

    const Replica& m_replica;
    QStandardItemModel* m_rows;
};

} // namespace Drover
