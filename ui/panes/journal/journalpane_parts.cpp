#include "models/journal/eventmeaning.h"
#include "ui/panes/copyrows.h"
#include "ui/panes/journal/journalpane.h"
#include "ui/panes/journal/journaltable.h"
#include "ui/panes/journal/volumestrip.h"
#include "ui/text/eventtext.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace Drover {

void JournalPane::updateChain()
{
    const QString to = tr("to %1, %2").arg(countText(m_chain.checkedTo()), clockText(m_chain.checkedAt()));
    QString note;
    switch (m_chain.state()) {
    case JournalChain::State::NotChecked:
        m_badge->setTag(tr("Chain not checked"), IconName::StateUnknown, Tone::Idle);
        break;
    case JournalChain::State::Checking:
        m_badge->setTag(tr("Checking the chain"), IconName::StateRunning, Tone::Run);
        note = m_chain.checkedTo() > 0 ? to : QString();
        break;
    case JournalChain::State::Verified:
        m_badge->setTag(tr("Chain verified"), IconName::Checks, Tone::Ok);
        note = to;
        break;
    case JournalChain::State::Broken:
        m_badge->setTag(tr("Chain broken at %1").arg(countText(m_chain.firstBad())), IconName::ChecksFailed,
                        Tone::Bad);
        break;
    case JournalChain::State::Unreadable:
        m_badge->setTag(tr("Chain can't be read"), IconName::StateWarning, Tone::Warn);
        break;
    }
    m_badge->setToolTip(m_chain.problem());
    m_badgeNote->setText(note);
    m_verify->setEnabled(m_chain.state() != JournalChain::State::Checking);
}

/// The strip's brush is what the table shows, and the strip's window follows it.
void JournalPane::updateInView()
{
    const auto [first, last] = m_table->rowsInView();
    if (first < 0)
        return;
    m_strip->setRowsInView(m_model.seqAt(last), m_model.seqAt(first));
    if (const EventRecord* event = m_model.eventAt(first); event && !m_model.isFollowing())
        m_volume.lookAt(event->at);
    else if (m_model.isFollowing())
        m_volume.lookAt(m_context.replica.now());
}

/// The rows that are nearest to a position, without choosing one.
void JournalPane::showAround(qint64 seq)
{
    const int row = m_model.rowNear(seq);
    if (row < 0)
        return;
    setFollowing(false);
    m_table->scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtTop);
    updateInView();
}

void JournalPane::askExport()
{
    if (m_export.isRunning()) {
        m_export.stop();
        updateExport();
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Save the events that are listed"));
    dialog->setObjectName(u"journal-pane/save"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters({tr("JSON, one event a line (*.jsonl)"), tr("Table (*.csv)")});
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(u"journal.jsonl"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(u"csv"_s) ? u"csv"_s : u"jsonl"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &JournalPane::exportTo);
    dialog->open();
}

/// The file is there when all of it is, and not before.
void JournalPane::exportTo(const QString& path)
{
    auto file = std::make_shared<QSaveFile>(path);
    const auto complain = [this, file, path] {
        showProblem({.code = u"file-not-written"_s,
                     .text = tr("“%1” was not written: %2").arg(path, file->errorString()),
                     .remedy = tr("choose a folder that you may write to, with room on it"),
                     .object = {}});
    };
    if (!file->open(QIODevice::WriteOnly)) {
        complain();
        return;
    }
    const bool csv = path.endsWith(".csv"_L1, Qt::CaseInsensitive);
    if (csv)
        file->write(csvLine(eventCellNames()).toUtf8());
    m_exported = [file, complain, this, path] {
        if (file->commit())
            m_note->setText(tr("%1 events saved to %2")
                                .arg(countText(m_export.events()), QDir::toNativeSeparators(path)));
        else
            complain();
    };
    m_export.start(m_model.terms(), m_model.newest(), [=, this](const QList<EventRecord>& events) {
        QByteArray bytes;
        for (const EventRecord& event : events)
            bytes += (csv ? csvLine(eventCells(event, m_context.replica)) : eventJsonLine(event)).toUtf8();
        if (file->write(bytes) == bytes.size())
            return true;
        complain();
        return false;
    });
    updateExport();
}

void JournalPane::updateExport()
{
    const bool running = m_export.isRunning();
    m_exportButton->setText(running ? tr("Stop export") : tr("Export…"));
    if (running)
        m_note->setText(
            tr("Saving: %1 events, at %2 of %3")
                .arg(countText(m_export.events()), countText(m_export.seen()), countText(m_export.newest())));
    else if (const auto exported = std::exchange(m_exported, {}); exported && m_export.isFinished())
        exported();
}

void JournalPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_volume.setShown(true);
    m_model.setShown(true);
}

void JournalPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_volume.setShown(false);
    m_model.setShown(false);
}

} // namespace Drover
