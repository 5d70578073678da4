#pragma once

#include "models/wizards/paramfield.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace Drover {

class ProvisionController;
class StatusPill;

/// One param of the form: its name, an editor made from its schema, where the value comes from, a way back.
/// Owned by the page; UI thread.
class ParamRow : public QWidget
{
    Q_OBJECT
public:
    ParamRow(const ParamField& field, ProvisionController& controller, QWidget* parent);

    [[nodiscard]] const ParamField& field() const { return m_field; }
    void refresh();
    void focusEditor();

signals:
    void focused(const QString& param);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QWidget* makeEditor();
    void showText(const QString& text);
    void typed(const QString& text);

    ParamField m_field;
    ProvisionController& m_controller;
    QWidget* m_editor;
    StatusPill* m_source;
    QLabel* m_default;
    QToolButton* m_undo;
    QLabel* m_problem;
    bool m_current = false;
};

} // namespace Drover
