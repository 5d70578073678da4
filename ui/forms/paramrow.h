#pragma once

#include "models/wizards/paramfield.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace Drover {

class ParamDraft;
class ParamEditor;
class StatusPill;

/// One field of a form: its name, an editor made from its schema, where the value comes from, a way back, and
/// below it what is wrong or what is wanted. Owned by the form; UI thread.
class ParamRow : public QWidget
{
    Q_OBJECT
public:
    struct Looks
    {
        bool hints = false;  ///< type, range and default stand below
        bool narrow = false; ///< short names, and where the value comes from only in the tool tip
    };
    /// `name` is the first part of the objectNames in it.
    ParamRow(const ParamField& field, ParamDraft& draft, const QString& name, Looks looks, QWidget* parent);

    [[nodiscard]] const ParamField& field() const { return m_field; }
    void refresh();
    void focusEditor();

signals:
    void focused(const QString& param);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QWidget* makeNames();
    void showSource(bool changed);

    ParamField m_field;
    ParamDraft& m_draft;
    ParamEditor* m_editor;
    StatusPill* m_source;
    QLabel* m_default;
    QToolButton* m_undo;
    QToolButton* m_remove;
    QLabel* m_below;
    Looks m_looks;
    bool m_current = false;
};

} // namespace Drover
