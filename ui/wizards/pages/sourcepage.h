#pragma once

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace Drover {

class EmptyState;
class ProvisionController;

/// Second page of "Provision cluster": which application, from whose machines. Owned by the wizard; UI
/// thread.
class SourcePage : public QWidget
{
    Q_OBJECT
public:
    explicit SourcePage(ProvisionController& controller, QWidget* parent = nullptr);

private:
    void fill();
    void update();

    ProvisionController& m_controller;
    QWidget* m_list;
    QButtonGroup* m_group;
    QComboBox* m_broker;
    EmptyState* m_nothing;
};

} // namespace Drover
