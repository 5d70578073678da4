#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace Drover {

class ElidedLabel;

/// The line between two parts of a panel: a small bold title, dim text, a link or controls at the right. 28
/// high. Owned by its parent; UI thread.
class SectionHead : public QWidget
{
    Q_OBJECT
public:
    explicit SectionHead(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSubtitle(const QString& text);
    QPushButton* addLink(const QString& name, const QString& text);
    void addWidget(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    ElidedLabel* m_subtitle;
    QHBoxLayout* m_row;
};

} // namespace Drover
