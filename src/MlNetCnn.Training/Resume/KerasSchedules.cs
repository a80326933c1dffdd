using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training;

/// <summary>The learning-rate schedule of an optimizer's configuration.</summary>
internal static class KerasSchedules
{
    /// <summary>Reads it; null where the rate is a number.</summary>
    /// <exception cref="ModelFormatException">It is a function of somebody's own.</exception>
    public static LearningRateSchedule? Read(ConfigReader optimizer)
    {
        var name = optimizer.Has("learning_rate") ? "learning_rate" : "lr";
        if (optimizer.Find(name) is { ValueKind: JsonValueKind.Object } schedule) return KerasObject.Read<LearningRateSchedule>(optimizer, name, schedule, $".{name}");
        // Keras's optimizers up to 2.10 had it built in; Keras 3 has not, and ignores it.
        var old = !optimizer.Has("use_ema") || optimizer.GetBoolean("is_legacy_optimizer", false);
        return old && optimizer.GetDouble("decay", 0) is > 0 and var decay && optimizer.GetDouble(name) is { } rate ? new InverseTimeDecay(rate, 1, decay) : null;
    }

    /// <summary>The schedule as Keras 3 writes it; null for one that Keras does not have.</summary>
    public static JsonObject? Write(LearningRateSchedule schedule)
    {
        if (schedule.KerasConfig is not { } config || schedule.GetType().GetCustomAttribute<KerasNameAttribute>(inherit: false)?.Name is not { } className) return null;
        config["name"] = className;
        return KerasObject.Write("keras.optimizers.schedules", className, config);
    }
}
