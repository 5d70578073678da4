#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <functional>

namespace Drover {

/// A column of a table for people, made from the same document that scripts get.
struct TextColumn
{
    QString title;
    std::function<QString(const QJsonObject&)> text;
    bool right = false; ///< numbers
};

/// The member of that name, as a person reads it: lists by commas, nothing as an em dash.
[[nodiscard]] TextColumn columnOf(const QString& title, const QString& key, bool right = false);

/// Rows under a heading, columns two spaces apart, no trailing blanks. Pure.
[[nodiscard]] QString tableText(const QList<TextColumn>& columns, const QJsonArray& rows);

/// One value as a person reads it.
[[nodiscard]] QString plainText(const QJsonValue& value);

/// `4.2s`, `1m 05s`, `2h 03m`: how long, as a person reads it.
[[nodiscard]] QString secondsText(double seconds);

} // namespace Drover
