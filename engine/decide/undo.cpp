#include "engine/core/edits.h"
#include "engine/decide/commandrules.h"
#include "engine/decide/editrules.h"

#include <algorithm>
#include <set>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QString place(const EventRecord& record)
{
    return u"#%1 by %2"_s.arg(record.seq).arg(record.actor);
}

/// The event that stands in the way: the last one that changed the same since. A change and what took it back
/// are as if they had not been.
std::optional<Error> obstacle(const EventRecord& edit, const QList<EventRecord>& later)
{
    const QList<EditedValue> edited = editedValues(edit.event);
    std::set<qint64> takenBack;
    for (auto it = later.rbegin(); it != later.rend(); ++it) {
        if (takenBack.contains(it->seq))
            continue;
        const qint64 undone = undoneBy(it->event);
        if (undone == edit.seq)
            return Error{u"undone-already"_s, u"#%1 was taken back by %2"_s.arg(edit.seq).arg(place(*it)),
                         u"undo that one to have the change again: drover undo %1"_s.arg(it->seq),
                         edit.subject};
        if (undone > edit.seq) {
            takenBack.insert(undone);
            continue;
        }
        for (const EditedValue& value : editedValues(it->event)) {
            const bool same =
                std::ranges::any_of(edited, [&value](const EditedValue& mine) { return mine.isSame(value); });
            if (same || isWholeObject(edit.event) || isWholeObject(it->event))
                return Error{u"changed-since"_s,
                             u"%1 of %2 was changed again by %3"_s.arg(value.name, edit.subject, place(*it)),
                             u"undo that first (drover undo %1), or set the value by hand"_s.arg(it->seq),
                             edit.subject};
        }
    }
    return std::nullopt;
}

tl::unexpected<Error> isOtherwise(const EventRecord& edit, const QString& what)
{
    return fail(u"changed-since"_s,
                u"%1 of %2 is not what #%3 made it"_s.arg(what, edit.subject).arg(edit.seq),
                u"set the value by hand"_s, edit.subject);
}

tl::unexpected<Error> isGone(const EventRecord& edit)
{
    return fail(u"gone"_s, u"%1 is no longer there"_s.arg(edit.subject), {}, edit.subject);
}

/// An object with the fields of an edit as they were before it. Refused when one is no longer as the edit
/// left it.
template <class T>
Result<T> restored(const EventRecord& edit, const T& current)
{
    QJsonObject fields = Json::toTree(current).toObject();
    for (const EditedValue& value : editedValues(edit.event)) {
        if (fields.value(value.name) != value.after)
            return isOtherwise(edit, value.name);
        if (value.before.isUndefined())
            fields.remove(value.name);
        else
            fields.insert(value.name, value.before);
    }
    T object;
    if (!Json::read(QJsonValue(fields), object))
        return isOtherwise(edit, u"a field"_s);
    return object;
}

Result<> done(const Result<bool>& edited)
{
    return edited.map([](bool) {});
}

/// One overload per kind of edit.
struct Undoing
{
    Decider& d;
    const EventRecord& edit;

    Result<> operator()(const Events::ParamsChanged& e) const
    {
        const Machine* machine = e.machine.isSet() ? d.machine(e.machine) : nullptr;
        if (machine && machine->lock.locked)
            return tl::make_unexpected(lockedError(*machine));
        if (e.machine.isSet())
            return machine ? params(*machine) : isGone(edit);
        const Result<const Profile*> profile = writableProfile(d, e.profile);
        return profile ? params(**profile) : tl::make_unexpected(profile.error());
    }
    Result<> operator()(const Events::MachineEdited& e) const
    {
        const Machine* machine = d.machine(e.machine);
        if (!machine)
            return isGone(edit);
        if (machine->lock.locked)
            return tl::make_unexpected(lockedError(*machine));
        const Events::MachineFields now{machine->description, machine->address, machine->profiles,
                                        machine->runner};
        const QJsonObject current = Json::toTree(now).toObject();
        for (const EditedValue& value : editedValues(edit.event)) {
            if (current.value(value.name) != value.after)
                return isOtherwise(edit, value.name);
        }
        return done(editFields(d, *machine, e.before));
    }
    Result<> operator()(const Events::PoolSaved& e) const
    {
        const Pool* pool = d.state().find<Pool>(e.pool.name);
        if (!pool)
            return isGone(edit);
        if (!e.before)
            return removePool(d, *pool);
        const Result<Pool> before = restored(edit, *pool);
        return before ? done(savePool(d, *before)) : tl::make_unexpected(before.error());
    }
    Result<> operator()(const Events::PoolRemoved& e) const { return done(savePool(d, e.pool)); }
    Result<> operator()(const Events::ProfileSaved& e) const
    {
        const Result<const Profile*> profile = writableProfile(d, e.profile.name);
        if (!profile)
            return tl::make_unexpected(profile.error());
        if (!e.before)
            return removeProfile(d, **profile);
        const Profile now = **profile;
        const Result<Profile> before = restored(edit, now);
        if (!before)
            return tl::make_unexpected(before.error());
        d.record(Events::ProfileSaved{*before, now, d.reason, d.undoes});
        return {};
    }
    Result<> operator()(const Events::ProfileRemoved& e) const { return createProfile(d, *e.before); }
    template <class E>
    Result<> operator()(const E&) const
    {
        return fail(u"not-undoable"_s, u"#%1 is no edit"_s.arg(edit.seq));
    }

    template <class T>
    Result<> params(const T& object) const
    {
        QJsonObject set;
        QStringList unset;
        for (const EditedValue& value : editedValues(edit.event)) {
            if (object.params.value(value.name) != value.after)
                return isOtherwise(edit, value.name);
            if (value.before.isUndefined())
                unset.append(value.name);
            else
                set.insert(value.name, value.before);
        }
        return done(editParams(d, object, set, unset));
    }
};

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::UndoChange& command)
{
    const Result<QList<EventRecord>> records = d.facts().changesSince(command.seq);
    if (!records)
        return tl::make_unexpected(records.error());
    if (records->isEmpty())
        return fail(u"event-unknown"_s, u"the journal has no event #%1"_s.arg(command.seq),
                    u"see: drover get events"_s, u"event %1"_s.arg(command.seq));
    const EventRecord& edit = records->first();
    if (!isUndoable(edit))
        return fail(
            u"not-undoable"_s,
            u"#%1 (%2 of %3) is no edit of params, fields, profiles or pools by a person"_s.arg(command.seq)
                .arg(eventKind(edit.event), edit.subject),
            u"only such edits can be undone; use the verb that leads back"_s, edit.subject);
    if (const std::optional<Error> stands = obstacle(edit, records->mid(1)))
        return tl::make_unexpected(*stands);
    d.undoes = command.seq;
    if (const Result<> undone = std::visit(Undoing{d, edit}, edit.event); !undone)
        return tl::make_unexpected(undone.error());
    return Receipt{0, {}, {}, u"#%1 is undone: %2 is as before"_s.arg(command.seq).arg(edit.subject)};
}

} // namespace Drover
