#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Drover {

class Card;
class EmptyState;
class FactGrid;
class ParamRow;
class ProvisionController;
class SearchField;
class SegmentedControl;

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
    enum Scope { All, Changed, Required };

    void buildRows();
    void update();
    void filter();
    void showHelp(const QString& param);

    ProvisionController& m_controller;
    QString m_shownApplication;
    Card* m_card;
    SearchField* m_find;
    SegmentedControl* m_scope;
    QWidget* m_list;
    QVBoxLayout* m_rowsLayout;
    QList<ParamRow*> m_rows;
    EmptyState* m_nothing;
    Card* m_help;
    QLabel* m_helpText;
    FactGrid* m_helpFacts;
    QString m_helpFor;
};

} // namespace Drover
