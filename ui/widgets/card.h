#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/icons.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Drover {

class ElidedLabel;
class IconLabel;

/// A framed part of a page: head of 36 with icon, title, dim text and at the right what belongs there; below
/// it the content. Owned by its parent; UI thread.
class Card : public QFrame
{
    Q_OBJECT
public:
    Card(IconName icon, const QString& title, QWidget* parent = nullptr);

    void setSubtitle(const QString& text);
    void setIconColor(ColorRole color);
    /// The head stands out from a content that is as light as a table: on a page of cards.
    void setRaisedHead();
    /// A link at the right end of the head; the caller connects `clicked`.
    QPushButton* addHeadLink(const QString& name, const QString& text);
    /// Anything else at the right end of the head (pills, controls).
    void addHeadWidget(QWidget* widget);
    /// Layout of the content: no margins, no spacing.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

private:
    IconName m_icon;
    QWidget* m_headBox;
    IconLabel* m_mark;
    QLabel* m_title;
    ElidedLabel* m_subtitle;
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
};

/// A hairline across.
[[nodiscard]] QWidget* makeLine(QWidget* parent);

} // namespace Drover
