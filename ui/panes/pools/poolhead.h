#pragma once

#include "ui/forms/editactions.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace Drover {

class ElidedLabel;
class StatusPill;

/// The line above a pool in full: its name and family, how many machines are free and held, and what can be
/// done with it; a button that can't be used says why. Owned by the pool's detail; UI thread.
class PoolHead : public QWidget
{
    Q_OBJECT
public:
    PoolHead(const WindowContext& context, EditActions& edits, QWidget* parent = nullptr);

    void showPool(const QString& pool);
    /// Does it to the pool that is shown, or says at its button why not.
    void run(EditActions::Id id);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addButton(QHBoxLayout& row, EditActions::Id id, const QString& name, const QString& key = {});
    [[nodiscard]] QToolButton* makeMore();
    void update();
    void updateButtons();

    WindowContext m_context;
    EditActions& m_edits;
    QString m_pool;
    ElidedLabel* m_name;
    ElidedLabel* m_family;
    StatusPill* m_free;
    StatusPill* m_held;
    QHash<EditActions::Id, QPushButton*> m_buttons;
    QHash<EditActions::Id, QString> m_keys;
    QHash<EditActions::Id, QAction*> m_more;
};

} // namespace Drover
