#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace Drover {

enum class StepState;

/// The steps of a wizard from top to bottom: circle with number or check, title, what was chosen. Painted;
/// each step is a button for the keyboard too (↑ ↓ Enter). Owned by its wizard; UI thread.
class StepList : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(QWidget* parent = nullptr);

    void addStep(const QString& name, const QString& title);
    void setText(int step, const QString& text);
    void setState(int step, StepState state);
    void setCurrent(int step);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int count() const;
    void setNote(IconName icon, const QString& title, const QString& text);

signals:
    void activated(int step);

private:
    class Step;
    QList<Step*> m_steps;
    class Note;
    Note* m_note;
    int m_current = 0;
};

} // namespace Drover
