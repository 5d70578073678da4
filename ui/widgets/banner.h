#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace Drover {

class ElidedLabel;

/// A line across a page that something needs a person or isn't as it should be: icon, one bold sentence, one
/// more, the ways on. 40 high, pushes the page down. Owned by its parent; UI thread.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    void setMessage(Tone tone, IconName icon, const QString& title, const QString& text);
    QPushButton* addAction(const QString& name, const QString& text);
    void clearActions();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    ElidedLabel* m_text;
    QHBoxLayout* m_actions;
    Tone m_tone = Tone::Warn;
    IconName m_icon = IconName::StateWarning;
};

} // namespace Drover
