#pragma once

#include "models/content/codesyntax.h"

#include <QAbstractScrollArea>

namespace Drover {

/// Code to read: rows with their own numbers, gaps between them, syntax colours, marks under values. Only the
/// rows in view are painted, so that the length doesn't matter. Rows are gone through, selected and copied as
/// wholes. Owned by its parent; UI thread.
class CodeView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    struct Row
    {
        int number = 0; ///< 0: a gap
        QString text;
        bool folded = false; ///< the text says what is folded here; opening it is the owner's
        bool operator==(const Row&) const = default;
    };
    /// A piece of a row with a dotted line under it.
    struct Mark
    {
        int row = 0;
        int column = 0; ///< from 0
        int length = 0;
        QString name; ///< what markChosen says
        QString hint;
    };
    /// A row that is wrong, and what is said behind its text.
    struct Fault
    {
        int row = -1;
        QString note;
    };

    explicit CodeView(QWidget* parent = nullptr);

    /// The current row and the scroll position stay when they can.
    void setRows(const QList<Row>& rows, CodeLanguage language);
    void setMarks(const QList<Mark>& marks);
    void setFault(const Fault& fault);
    [[nodiscard]] const QList<Row>& rows() const { return m_rows; }

    [[nodiscard]] int currentRow() const { return m_current; }
    /// Shows it, too. Doesn't emit.
    void setCurrentRow(int row);
    /// Scrolls and is gone through together with the other, row by row.
    void tie(CodeView& other);
    [[nodiscard]] QString selectedText() const;

signals:
    void currentRowChanged(int row); ///< by the user
    void foldOpened(int row);        ///< Enter or a click on a folded row
    void markChosen(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int gutter() const;
    [[nodiscard]] int visibleRows() const;
    [[nodiscard]] int rowAt(double y) const;
    [[nodiscard]] const Mark* markAt(QPointF position) const;
    void goTo(int row, bool extend);
    void updateBars();
    void copy() const;
    void paintRow(QPainter& painter, int row, double y);
    void paintText(QPainter& painter, int row, double y, double left);
    void tellCurrent();

    QList<Row> m_rows;
    QList<bool> m_inAction;
    QList<Mark> m_marks; ///< in order of rows
    Fault m_fault;
    CodeLanguage m_language = CodeLanguage::Shell;
    int m_current = 0;
    int m_anchor = 0;
    int m_widest = 0;
};

} // namespace Drover
