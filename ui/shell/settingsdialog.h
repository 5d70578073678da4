#pragma once

#include "engine/api/changebatch.h"

#include <QDialog>

class QCheckBox;
class QGridLayout;

namespace Drover {

class ThemeKeeper;

/// What the person may choose for this window: its look, its first page and its arrangement; and what holds
/// in the data directory that it shows. Every choice holds at once and is kept. Window-modal, deletes itself;
/// UI thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `settingsPath`: where choices are kept; empty: nowhere.
    SettingsDialog(ThemeKeeper& theme, const Figures& figures, const QString& settingsPath, QWidget* window);

    void setShowsFirstSteps(bool shows);

signals:
    void firstStepsWanted(bool wanted);
    void docksResetRequested();
    void columnsResetRequested();

private:
    [[nodiscard]] QWidget* buildLook(ThemeKeeper& theme);
    [[nodiscard]] QWidget* buildWindow();
    [[nodiscard]] QWidget* buildDirectory(const Figures& figures, const QString& settingsPath);
    [[nodiscard]] QGridLayout* gridIn(QWidget* part);
    void addRow(QGridLayout* grid, const QString& label, QWidget* control);

    QCheckBox* m_firstSteps = nullptr;
};

} // namespace Drover
