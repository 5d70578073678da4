#pragma once

#include "models/logsource.h"
#include "ui/access/widgetaccess.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QRegularExpression>

class QPushButton;

namespace Drover {

/// A log of any length: only the lines in view are read and painted. Follows the end until scrolled up; then
/// counts what arrives on a button that leads back. Text can be selected, copied, searched, wrapped; a
/// program's colours are shown. Owned by its parent; UI thread.
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

    /// So many lines came in front of the first: what is in view stays in view.
    void shiftLines(qint64 count);

    /// Long lines go on below instead of out of view.
    void setWrap(bool on);
    [[nodiscard]] bool wraps() const { return m_wrap; }

    /// Marks all matches in view; case doesn't matter. `/PATTERN/` is a regular expression, anything else
    /// stands for itself; empty = none. False: the pattern is not finished, nothing is marked.
    bool setFindText(const QString& text);
    /// Goes to the next (or previous) line with a match, wrapping round. Looks in steps, so that a long log
    /// doesn't block the window; found() or notFound() comes later.
    void findNext();
    void findPrevious();
    /// Goes to the first line that tells of an error, as soon as the source is complete.
    void findFirstError();

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
    /// What a search goes by.
    enum class Find { Text, Error };

    [[nodiscard]] qint64 lineCount() const;
    [[nodiscard]] QString lineText(qint64 line) const;
    [[nodiscard]] int columns() const; ///< characters of a row; huge without wrapping
    [[nodiscard]] int rowsOf(qint64 line) const;
    [[nodiscard]] qint64 lastTopLine() const;
    [[nodiscard]] Place placeAt(QPointF position) const;
    void updateBars();
    void updatePill();
    void noteUserScroll();
    void startFind(Find what, int step);
    void findSome();
    [[nodiscard]] bool isMatch(qint64 line) const;
    void paintMarks(class QPainter& painter, const QString& text, qint64 line, int from, int length,
                    double y) const;
    void paintText(QPainter& painter, const LogLine& content, const QString& text, int from, int length,
                   double y) const;

    const LogSource* m_source = nullptr;
    QPushButton* m_pill;
    QRegularExpression m_find; ///< an empty pattern finds nothing
    QBasicTimer m_findTimer;
    Find m_findWhat = Find::Text;
    qint64 m_findAt = -1;
    qint64 m_findLeft = 0;
    qint64 m_foundLine = -1;
    int m_findStep = 1;
    bool m_findWaits = false; ///< for lines that are fetched
    qint64 m_newLines = 0;
    qint64 m_knownLines = 0;
    Place m_anchor;
    Place m_cursor;
    int m_widest = 0;
    bool m_wrap = false;
    bool m_follow = true;
    bool m_settingBar = false;
};

} // namespace Drover
