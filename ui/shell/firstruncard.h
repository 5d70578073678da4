#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QFrame>
#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Drover {

/// A line of a card: what it does or needs, and how that stands.
struct FirstRunLine
{
    IconName icon = IconName::Info;
    QString text;
    QString aside;
    std::optional<Tone> tone; ///< of the icon and, where it is bad, of the words; nothing: plain
};

/// One of the ways to begin: picture, title with its key, what it does, what it needs, and its button. A
/// failed need turns its line red and the button off. Owned by the page; UI thread.
class FirstRunCard : public QFrame
{
    Q_OBJECT
public:
    /// `name` is the objectName; `picture` becomes the card's.
    FirstRunCard(const QString& name, QWidget* picture, IconName icon, const QString& title, int key,
                 QWidget* parent);

    void setText(const QString& text);
    void setLines(const QList<FirstRunLine>& lines);
    /// The first is the card's own: it gives the card its focus, and its key presses it.
    QPushButton* addButton(const QString& name, const QString& text, IconName icon);
    void setAside(const QString& text); ///< dim, at the right end of the foot
    [[nodiscard]] QPushButton* mainButton() const { return m_main; }
    /// The one that Enter presses first.
    void setPrimary(bool on);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_text;
    QVBoxLayout* m_lines;
    QHBoxLayout* m_foot;
    QLabel* m_aside;
    QPushButton* m_main = nullptr;
};

} // namespace Drover
