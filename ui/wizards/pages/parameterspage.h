#pragma once

#include <QWidget>

class QLabel;

namespace Drover {

class Card;
class FactGrid;
class ParamForm;
class ProvisionController;

/// Fourth page of "Provision cluster": the application's params, each with an editor from its schema. Owned
/// by the wizard; UI thread.
class ParametersPage : public QWidget
{
    Q_OBJECT
public:
    explicit ParametersPage(ProvisionController& controller, QWidget* parent = nullptr);

    /// The help for the param that has the focus; goes beside the live plan.
    [[nodiscard]] QWidget* help() const;
    void focusProblem();

private:
    void update();
    void showHelp(const QString& param);

    ProvisionController& m_controller;
    Card* m_card;
    ParamForm* m_form;
    Card* m_help;
    QLabel* m_helpText;
    FactGrid* m_helpFacts;
    QString m_helpFor;
};

} // namespace Drover
