#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace Drover {

class ProvisionController;

/// First page of "Provision cluster": its name, and why. Owned by the wizard; UI thread.
class IdentityPage : public QWidget
{
    Q_OBJECT
public:
    explicit IdentityPage(ProvisionController& controller, QWidget* parent = nullptr);

private:
    void update();

    ProvisionController& m_controller;
    QLineEdit* m_name;
    QLabel* m_problem;
    bool m_touched = false;
};

} // namespace Drover
