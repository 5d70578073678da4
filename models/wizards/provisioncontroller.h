#pragma once

#include "models/forms/editforms.h"
#include "models/replica.h"
#include "models/wizards/plancontroller.h"
#include "models/wizards/provisiondraft.h"

namespace Drover {

enum class ProvisionPage { Identity, Source, Topology, Parameters, Review };
inline constexpr int ProvisionPageCount = int(ProvisionPage::Review) + 1;

/// Something in the form that keeps it from being planned or started. `code`: name-missing, name-malformed,
/// name-taken, no-application, broker-missing, no-members, or a FieldIssue's for a param.
struct FormIssue
{
    ProvisionPage page = ProvisionPage::Identity;
    QString field; ///< the param's name, else `name`, `application`, `broker`, `counts`
    QString code;
    QString argument;
    bool operator==(const FormIssue&) const = default;
};

/// The form of "Provision cluster": a draft of the request with what is wrong in it, field by field. Owned by
/// the wizard; UI thread.
class ProvisionController : public PlanController
{
    Q_OBJECT
public:
    ProvisionController(Engine& engine, const Replica& replica, CommandSender& sender,
                        QObject* parent = nullptr);

    /// Asks what can be provisioned; applicationsLoaded() or loadFailed() follows. What is chosen stays.
    void load();
    [[nodiscard]] const QList<Answers::Application>& applications() const { return m_applications; }
    [[nodiscard]] const Answers::Application* application() const;
    [[nodiscard]] QStringList brokerNames() const;

    /// Before load(): a name that is not taken, and an application, if there is one of that name.
    void setDraft(const ProvisionDraft& draft);
    void setName(const QString& name);
    void setApplication(const QString& name);
    void setBroker(const QString& name);
    void setCount(const QString& role, int count);
    /// Fewer members are still a success; unset: all are needed.
    void setMinimum(std::optional<int> minimum);
    /// The roles with the counts of the form.
    [[nodiscard]] QList<TopologyRole> topology() const;
    [[nodiscard]] int memberCount() const;
    /// Free machines of the plan's pool by rack, those that the plan takes among them.
    [[nodiscard]] QHash<QString, int> freeByRack() const;

    /// What is typed for the application's params; what it stands for goes into the request when it is right.
    [[nodiscard]] ParamDraft& params() { return m_params; }
    [[nodiscard]] const ParamDraft& params() const { return m_params; }

    /// The form as a template for later: what is wrong with the cluster's name or broker does not matter.
    [[nodiscard]] bool canBeTemplate() const;
    [[nodiscard]] ApplicationTemplate asTemplate() const;

    [[nodiscard]] QList<FormIssue> issues() const;
    [[nodiscard]] QList<FormIssue> issuesOf(ProvisionPage page) const;

    [[nodiscard]] bool canStart() const override;
    [[nodiscard]] QString commandText() const override;

signals:
    void applicationsLoaded();
    void loadFailed(const Drover::Error& error);

protected:
    [[nodiscard]] bool canPlan() const override;

private:
    void takeApplications(const Result<Answer>& answer, int generation);
    Engine& m_engine;
    const Replica& m_replica;
    QList<Answers::Application> m_applications;
    ParamDraft m_params;
    QString m_wished; ///< the draft's application
    int m_loads = 0;
};

} // namespace Drover
