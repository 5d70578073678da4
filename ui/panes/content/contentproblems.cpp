#include "ui/panes/content/contentproblems.h"

#include "models/content/sidebyside.h"
#include "ui/objectnames.h"
#include "ui/panes/content/codesnippet.h"
#include "ui/panes/panehead.h"
#include "ui/text/contenttext.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Drover {

ContentProblems::ContentProblems(ContentController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller)
{
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(this));
    column->addWidget(buildHead());
    m_fault = buildFault();
    m_mend = buildMend();
    column->addWidget(m_fault);
    column->addWidget(m_mend);
    connect(&m_controller, &ContentController::faultsChanged, this, &ContentProblems::refresh);
    connect(&m_controller, &ContentController::objectChanged, this, [this] {
        m_at = 0;
        refresh();
    });
    refresh();
}

QWidget* ContentProblems::buildHead()
{
    const PaneHead head = makePaneHead({}, this);
    m_icon = new IconLabel(IconName::StateOk, ColorRole::Ok, 16, head.widget);
    head.row->insertWidget(0, m_icon);
    head.row->insertWidget(1, makeLabel(tr("Problems"), FontRole::BodyStrong, ColorRole::Tx1, head.widget));
    m_count = head.count;
    m_next = makeButton(ObjectNames::contentNextProblem, tr("Next"), IconName::ChevronDown, ButtonKind::Quiet,
                        head.widget);
    m_next->setToolTip(tr("The next problem (F8)"));
    connect(m_next, &QPushButton::clicked, this, &ContentProblems::next);
    m_checked = new ElidedLabel(FontRole::Secondary, ColorRole::Tx3, head.widget);
    m_check = makeButton(ObjectNames::contentCheck, tr("Test on all machines"), IconName::Retry,
                         ButtonKind::Plain, head.widget);
    m_check->setToolTip(tr("Renders the task for every machine that would use it; nothing runs"));
    connect(m_check, &QPushButton::clicked, &m_controller, &ContentController::check);
    head.row->addWidget(m_next);
    head.row->addWidget(m_checked, 1);
    head.row->addWidget(m_check);
    return head.widget;
}

QWidget* ContentProblems::buildFault()
{
    auto* part = new QWidget(this);
    part->setObjectName(ObjectNames::contentProblem);
    part->setAccessibleName(tr("Problem"));
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::StateFailed, ColorRole::Bad, 16, part));
    m_title = new ElidedLabel(FontRole::BodyStrong, ColorRole::Tx1, part);
    row->addWidget(m_title, 1);
    m_place = makeButton(ObjectNames::contentProblemPlace, {}, std::nullopt, ButtonKind::Link, part);
    m_place->setToolTip(tr("Go there"));
    m_place->setAccessibleName(tr("Go to the problem"));
    connect(m_place, &QPushButton::clicked, this, [this] {
        if (m_at < m_faults.size())
            goTo(m_faults.at(m_at));
    });
    row->addWidget(m_place);
    m_reach = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, part);
    row->addWidget(m_reach);
    column->addLayout(row);
    m_line = new CodeSnippet(part);
    m_line->setAccessibleName(tr("The line in question"));
    column->addWidget(m_line);
    return part;
}

QWidget* ContentProblems::buildMend()
{
    auto* part = new QWidget(this);
    part->setObjectName(ObjectNames::contentMend);
    part->setAccessibleName(tr("Mend"));
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(12, 4, 12, 10);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::Mend, ColorRole::Warn, 16, part));
    row->addWidget(makeLabel(tr("Mend"), FontRole::BodyStrong, ColorRole::Tx1, part));
    m_mendText = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, part);
    m_mendText->setWordWrap(true);
    row->addWidget(m_mendText, 1);
    m_copy = makeButton(ObjectNames::contentCopyMend, tr("Copy the mended line"), IconName::Copy,
                        ButtonKind::Plain, part);
    m_copy->setToolTip(tr("Ctrl+."));
    connect(m_copy, &QPushButton::clicked, this, &ContentProblems::copyMend);
    m_try =
        makeButton(ObjectNames::contentTryMend, tr("Try a value…"), std::nullopt, ButtonKind::Plain, part);
    connect(m_try, &QPushButton::clicked, this, [this] {
        if (m_at < m_faults.size())
            emit tryRequested(m_faults.at(m_at).fault.param);
    });
    row->addWidget(m_copy);
    row->addWidget(m_try);
    column->addLayout(row);
    m_change = new CodeSnippet(part);
    m_change->setAccessibleName(tr("What to change"));
    column->addWidget(m_change);
    return part;
}

void ContentProblems::refresh()
{
    m_faults = m_controller.faults();
    m_at = m_faults.isEmpty() ? 0 : m_at % int(m_faults.size());
    const bool isTask = m_controller.key().section == "tasks"_L1;
    const auto& check = m_controller.lastCheck();
    m_check->setVisible(isTask);
    m_check->setEnabled(!m_controller.isChecking());
    const int users = m_controller.object() ? m_controller.object()->machineCount : 0;
    m_check->setText(users == 1 ? tr("Test on 1 machine") : tr("Test on %1 machines").arg(countText(users)));
    m_check->setEnabled(m_check->isEnabled() && users > 0);
    m_checked->setText(check && isTask
                           ? tr("checked against %1 machines, %2")
                                 .arg(countText(check->checked),
                                      preciseDurationText(Duration(qint64(check->seconds * 1000))))
                       : isTask && users == 0 && m_controller.object() ? tr("no machine would use it now")
                                                                       : QString());
    const auto& error = m_controller.renderError();
    const bool bad = !m_faults.isEmpty() || error;
    m_icon->setIcon(bad ? IconName::StateFailed : IconName::StateOk, bad ? ColorRole::Bad : ColorRole::Ok);
    m_count->setText(m_faults.size() > 1 ? tr("%1 of %2").arg(m_at + 1).arg(m_faults.size())
                                         : QString::number(m_faults.size()));
    m_next->setVisible(m_faults.size() > 1);
    m_fault->setVisible(bad);
    m_mend->setVisible(!m_faults.isEmpty());
    if (!m_faults.isEmpty())
        showFault(m_faults.at(m_at));
    else if (error)
        showError();
}

void ContentProblems::showError()
{
    const Error& error = *m_controller.renderError();
    m_title->setText(error.remedy.isEmpty() ? error.text : error.text + u". "_s + error.remedy);
    m_place->hide();
    m_reach->setText({});
    m_line->hide();
}

QString ContentProblems::faultyLine(const TaskFault& fault) const
{
    const auto& object = m_controller.object();
    if (!object || object->name != fault.task || fault.fault.included)
        return {};
    for (const Answers::ContentText& text : object->texts) {
        if (text.name == fault.templateName || object->section == "templates"_L1)
            return codeLines(text.text).value(fault.fault.line - 1);
    }
    return {};
}

void ContentProblems::showFault(const TaskFault& fault)
{
    const RenderFault& at = fault.fault;
    m_title->setText(faultTitle(at));
    m_place->setText(faultPlace(fault));
    m_place->setAccessibleName(tr("Go to %1").arg(faultPlace(fault)));
    m_place->show();
    m_reach->setText(faultReach(fault));
    m_reach->setToolTip(fault.machines.mid(0, 20).join(u'\n'));
    const QString line = faultyLine(fault);
    m_line->setVisible(!line.isEmpty());
    const QString label = QString::number(at.line);
    const int from = std::max(0, at.column - 1);
    const QString carets = QString(from, u' ') + QString(std::max(1, at.length), u'^');
    m_line->setLines({{.label = label, .text = line},
                      {.text = carets + u"  "_s + faultReason(at), .tone = Tone::Bad, .isNote = true}});
    m_mendText->setText(faultMend(at));
    m_try->setVisible(!at.param.isEmpty() && fault.task == m_controller.key().name);
    const qsizetype word = at.nearest.isEmpty() || at.param.isEmpty() ? -1 : line.indexOf(at.param, from);
    m_change->setVisible(word >= 0);
    m_copy->setVisible(word >= 0);
    m_mendedLine = line;
    if (word < 0)
        return;
    m_mendedLine.replace(word, at.param.size(), at.nearest);
    m_change->setLines({{label + u" -"_s, line, Tone::Bad, int(word), int(at.param.size())},
                        {label + u" +"_s, m_mendedLine, Tone::Ok, int(word), int(at.nearest.size())}});
}

void ContentProblems::goTo(const TaskFault& fault)
{
    if (fault.task != m_controller.key().name || fault.templateName != m_controller.key().templateName)
        emit opened({u"tasks"_s, fault.task, fault.templateName});
    if (fault.fault.outerLine > 0)
        emit lineRequested(fault.fault.outerLine);
}

void ContentProblems::copyMend()
{
    if (m_copy->isVisible())
        QGuiApplication::clipboard()->setText(m_mendedLine);
}

void ContentProblems::next()
{
    if (m_faults.isEmpty())
        return;
    m_at = (m_at + 1) % int(m_faults.size());
    const TaskFault fault = m_faults.at(m_at);
    refresh();
    goTo(fault);
}

} // namespace Drover
