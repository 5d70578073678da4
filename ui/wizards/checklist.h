#pragma once

#include "models/status.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace Drover {

/// One finding: what is well, what must be accepted, what forbids the start.
struct CheckLine
{
    Status status = Status::Passed;
    QString text;
    QString aside;      ///< dim below: the object
    bool fresh = false; ///< new since the plan that was approved
    bool operator==(const CheckLine&) const = default;
};

/// Findings from top to bottom, the worst first, warnings and blocks on their tint. Owned by its parent; UI
/// thread.
class CheckList : public QWidget
{
    Q_OBJECT
public:
    explicit CheckList(QWidget* parent = nullptr);

    void setLines(const QList<CheckLine>& lines);

private:
    QVBoxLayout* m_rows;
    QList<CheckLine> m_lines;
};

} // namespace Drover
