#pragma once

#include "models/logsource.h"
#include "ui/access/widgetaccess.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

class QPushButton;

namespace Drover {

/// A log of any length: only the lines in view are read and painted. Follows the end until scrolled up; then
/// counts what arrives on a button that leads back. Text can be selected, copied, searched. Owned by its
/// parent; UI thread.
class LogView : public QAbstractScrollArea, public AccessParts
{
    Q_OBJECT
public:
    /// A place in the text; columns count UTF-16 units of time + space + text.
    struct Place
    {
        qint64 line = 0;
        int column = 0;
        auto operator<=>(const Place&) const = default;
    };

    explicit LogView(QWidget* parent = nullptr);

    /// nullptr = nothing to show. The source stays the caller's.
    void setSource(const LogSource* source);
    /// The source has more lines, or other ones.
    void refresh();

    [[nodiscard]] bool follows() const { return m_follow; }
    void setFollow(bool on);
    [[nodiscard]] qint64 newLines() const { return m_newLines; }

    /// Marks all matches in view; case doesn't matter. Empty = none.
    void setFindText(const QString& text);
    /// Goes to the next (or previous) line with a match, wrapping round. Looks in steps, so that a long log
    /// doesn't block the window; found() or notFound() comes later.
    void findNext();
    void findPrevious();

    void scrollToLine(qint64 line);
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void copySelection() const;
    [[nodiscard]] qint64 firstVisibleLine() const;
    [[nodiscard]] int visibleLines() const; ///< whole ones
    /// The lines in view.
    [[nodiscard]] int accessPartCount() const override;
    [[nodiscard]] AccessPart accessPart(int index) const override;
    [[nodiscard]] QAccessible::Role accessPartRole() const override { return QAccessible::Paragraph; }

signals:
    void followChanged(bool on);
    void found(qint64 line);
    void notFound();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] qint64 lineCount() const;
    [[nodiscard]] QString lineText(qint64 line) const;
    [[nodiscard]] Place placeAt(QPointF position) const;
    void updateBars();
    void updatePill();
    void noteUserScroll();
    void startFind(int step);
    void paintLine(class QPainter& painter, qint64 line, double y);

    const LogSource* m_source = nullptr;
    QPushButton* m_pill;
    QString m_find;
    QBasicTimer m_findTimer;
    qint64 m_findAt = -1;
    qint64 m_findLeft = 0;
    qint64 m_foundLine = -1;
    int m_findStep = 1;
    qint64 m_newLines = 0;
    qint64 m_knownLines = 0;
    Place m_anchor;
    Place m_cursor;
    int m_widest = 0;
    bool m_follow = true;
    bool m_settingBar = false;
};

} // namespace Drover
