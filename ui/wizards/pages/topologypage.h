#pragma once

#include "engine/core/plan.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QSpinBox;
class QVBoxLayout;

namespace Drover {

class Card;
class ChoiceCard;
class ProvisionController;
class SpreadView;
class Stepper;

/// Third page of "Provision cluster": how many members of each role, what that means for the quorum, and
/// where the plan would put them. Owned by the wizard; UI thread.
class TopologyPage : public QWidget
{
    Q_OBJECT
public:
    explicit TopologyPage(ProvisionController& controller, QWidget* parent = nullptr);

private:
    struct RoleRow
    {
        QString role;
        QWidget* widget = nullptr;
        Stepper* count = nullptr;
        QLabel* plan = nullptr;
    };

    void buildRows();
    void buildQuorum(const TopologyRole& voters);
    void addRole(const TopologyRole& role);
    [[nodiscard]] QWidget* buildMinimum();
    void update();
    void updateQuorum();
    [[nodiscard]] QString membersText(const QString& role) const;

    ProvisionController& m_controller;
    QString m_shownApplication;
    Card* m_roles;
    QVBoxLayout* m_rowsLayout;
    QList<RoleRow> m_rows;
    QString m_voters;
    QWidget* m_quorum = nullptr;
    QLabel* m_quorumText = nullptr;
    QLabel* m_quorumHint = nullptr;
    QButtonGroup* m_quorumChoices = nullptr;
    QCheckBox* m_partial = nullptr;
    QSpinBox* m_minimum = nullptr;
    Card* m_order;
    QLabel* m_orderText;
    Card* m_spreadCard;
    SpreadView* m_spread;
};

} // namespace Drover
