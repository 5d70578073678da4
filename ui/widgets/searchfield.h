#pragma once

#include "ui/theme/icons.h"

#include <QLineEdit>

class QToolButton;

namespace Drover {

/// One line to search or filter with: icon, placeholder, the shortcut that leads here, a clear button. Esc
/// clears first and is left to others when there is nothing to clear. Owned by its parent; UI thread.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(IconName icon, const QString& placeholder, QWidget* parent = nullptr);

    /// "/", "Ctrl+K": shown at the right while empty. The shortcut itself belongs to the pane.
    void setShortcutHint(const QString& keys);
    /// "3 of 5" at the right while there is text.
    void setResult(const QString& result);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void arrange();

    IconName m_icon;
    QString m_hint;
    QString m_result;
    QToolButton* m_clear;
};

} // namespace Drover
