#pragma once

#include <QWidget>

class QCompleter;
class QLineEdit;

namespace Drover {

class FlowRow;

/// A list of texts as tags that can be taken away, with a field to add one; Enter or a comma adds, Backspace
/// in the empty field takes the last one away. Owned by its form; UI thread.
class TagsEdit : public QWidget
{
    Q_OBJECT
public:
    /// `name` is the first part of the objectNames in it; `choices`: what is offered, may be empty.
    TagsEdit(const QString& name, const QStringList& choices, QWidget* parent);

    /// Doesn't emit.
    void setTags(const QStringList& tags);
    [[nodiscard]] const QStringList& tags() const { return m_tags; }

signals:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void addTyped();
    void removeAt(qsizetype index);
    void rebuild();

    QString m_name;
    QStringList m_tags;
    FlowRow* m_row;
    QLineEdit* m_field;
    QList<QWidget*> m_shown;
};

} // namespace Drover
