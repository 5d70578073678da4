#pragma once

#include "models/replica.h"
#include "models/wizards/plancontroller.h"

namespace Drover {

/// The form of "Destroy": shows what will be lost and starts only when the cluster's name was typed, the
/// warnings were accepted, and, where disks are erased, their machines were counted. Owned by the wizard; UI
/// thread.
class DestroyController : public PlanController
{
    Q_OBJECT
public:
    DestroyController(Engine& engine, const Replica& replica, CommandSender& sender, const QString& cluster,
                      QObject* parent = nullptr);

    void load() { edited(); }
    [[nodiscard]] QString cluster() const { return request().cluster; }
    /// Members that the plan gives back; before it came, those that there are.
    [[nodiscard]] int memberCount() const;

    void setTypedName(const QString& typed);
    [[nodiscard]] bool nameMatches() const { return m_typed == cluster(); }
    /// Characters still missing when what was typed is the beginning of the name; -1 when it is not.
    [[nodiscard]] int charactersMissing() const;

    /// Machines whose disks the plan erases.
    [[nodiscard]] int wipes() const { return plan() ? plan()->wipes() : 0; }
    /// How many there are, as it was typed.
    void setTypedWipes(const QString& typed);
    [[nodiscard]] bool wipesMatch() const { return confirmedWipes() == wipes(); }

    [[nodiscard]] bool canStart() const override;
    [[nodiscard]] QString commandText() const override;

protected:
    [[nodiscard]] bool canPlan() const override { return true; }
    [[nodiscard]] int confirmedWipes() const override { return m_typedWipes; }

private:
    const Replica& m_replica;
    QString m_typed;
    int m_typedWipes = 0;
};

} // namespace Drover
