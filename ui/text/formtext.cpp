#include "ui/text/formtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct FormWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Form)
};

} // namespace

QString fieldIssueText(const FieldIssue& issue)
{
    if (issue.code == "missing"_L1)
        return FormWords::tr("A value is needed.");
    if (issue.code == "not-a-number"_L1)
        return FormWords::tr("“%1” is not a number.").arg(issue.argument);
    if (issue.code == "not-whole"_L1)
        return FormWords::tr("A whole number is needed, not %1.").arg(issue.argument);
    if (issue.code == "not-json"_L1)
        return FormWords::tr("This is no JSON value: %1.").arg(issue.argument);
    if (issue.code == "too-small"_L1)
        return FormWords::tr("At least %1.").arg(issue.argument);
    if (issue.code == "too-large"_L1)
        return FormWords::tr("At most %1.").arg(issue.argument);
    if (issue.code == "no-match"_L1)
        return FormWords::tr("It must match %1.").arg(issue.argument);
    if (issue.code == "wrong-type"_L1)
        return FormWords::tr("It must be of type %1.").arg(issue.argument);
    if (issue.code == "unknown"_L1)
        return FormWords::tr("There is no “%1”.").arg(issue.argument);
    if (issue.code == "no-choice"_L1)
        return FormWords::tr("One of: %1.").arg(issue.argument);
    return issue.code;
}

QString issueText(const FormIssue& issue)
{
    if (issue.code == "name-missing"_L1)
        return FormWords::tr("The cluster needs a name.");
    if (issue.code == "name-malformed"_L1)
        return FormWords::tr("Use lower-case letters, digits and inner hyphens, 63 at most.");
    if (issue.code == "name-taken"_L1)
        return FormWords::tr("“%1” exists already; choose another name.").arg(issue.argument);
    if (issue.code == "no-application"_L1)
        return FormWords::tr("Choose what to provision.");
    if (issue.code == "broker-missing"_L1)
        return FormWords::tr("There is more than one broker: choose whose machines to take.");
    if (issue.code == "no-members"_L1)
        return FormWords::tr("A cluster needs at least one member.");
    return issue.field + u": "_s + fieldIssueText({issue.code, issue.argument});
}

QString fieldTypeText(const ParamField& field)
{
    QString text = field.typeName.isEmpty() ? FormWords::tr("any JSON") : field.typeName;
    if (!field.choices.isEmpty())
        text = FormWords::tr("%1, one of %2").arg(text, field.choices.join(u", "_s));
    else if (field.least && field.most)
        text = FormWords::tr("%1, %2 to %3").arg(text).arg(*field.least).arg(*field.most);
    else if (field.least)
        text = FormWords::tr("%1, at least %2").arg(text).arg(*field.least);
    else if (field.most)
        text = FormWords::tr("%1, at most %2").arg(text).arg(*field.most);
    return text;
}

QString topologyText(const QList<TopologyRole>& roles)
{
    QStringList parts;
    for (const TopologyRole& role : roles) {
        if (role.count > 0)
            parts.append(QString::number(role.count) + u' ' + role.role);
    }
    return parts.isEmpty() ? FormWords::tr("no members") : parts.join(u", "_s);
}

} // namespace Drover
