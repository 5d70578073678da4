#pragma once

#include "models/wizards/paramfield.h"

#include <QHash>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace Drover {

class EmptyState;
class ParamDraft;
class ParamRow;
class SearchField;
class SegmentedControl;

/// The fields of a draft, a row each with the editor that its schema asks for, in sections, with a way to
/// find one among many. Wizards and editors share it. Owned by its page; UI thread.
class ParamForm : public QWidget
{
    Q_OBJECT
public:
    /// `Required` is for new things, `Own` (set on the object itself) for edits of what is there.
    enum Scope { All, Own, Changed, Required };
    struct Looks
    {
        QList<Scope> scopes; ///< to choose from, the first at the start; empty: all are shown, without a bar
        bool hints = false;  ///< type, range and default below each field
        bool narrow = false; ///< short names, and where a value comes from only in the tool tip
    };

    /// `name` is the first part of the objectNames in it.
    ParamForm(ParamDraft& draft, const QString& name, const Looks& looks, QWidget* parent = nullptr);

    /// What is said when there is no field at all.
    void setNothing(const QString& title, const QString& text);
    void showScope(Scope scope);
    void focusFirst();
    /// Shows and focuses the field.
    void focusField(const QString& name);
    /// At the right end of the bar.
    void addToBar(QWidget* widget);

signals:
    void focused(const QString& param);

private:
    [[nodiscard]] QWidget* buildBar(const QList<Scope>& scopes);
    void update();
    void rebuild();
    void filter();
    [[nodiscard]] bool isShown(const ParamField& field) const;
    [[nodiscard]] int countOf(Scope scope) const;
    ParamRow* rowOf(const ParamField& field);

    ParamDraft& m_draft;
    QString m_name;
    Looks m_looks;
    SearchField* m_find = nullptr;
    SegmentedControl* m_scope = nullptr;
    QWidget* m_bar = nullptr;
    QScrollArea* m_scroll;
    QWidget* m_list;
    QVBoxLayout* m_rowsLayout;
    EmptyState* m_nothing;
    QString m_nothingTitle;
    QString m_nothingText;
    QList<ParamField> m_shownFields;      ///< those of the draft that the places below are of
    QHash<QString, QVBoxLayout*> m_slots; ///< where a field's row goes once it is looked at
    QHash<QString, QWidget*> m_heads;     ///< by section
    QHash<QString, ParamRow*> m_rows;
};

} // namespace Drover
