using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Keras's configuration of an optimizer: what all optimizers have; each optimizer's file has its own settings.</summary>
internal static class OptimizerConfig
{
    /// <summary>Keras's <c>backend.epsilon()</c>.</summary>
    private const double DefaultEpsilon = 1e-7;

    /// <summary>Reads an optimizer.</summary>
    /// <param name="entry">Its serialised object.</param>
    /// <exception cref="ModelFormatException">It is somebody's own class, or a setting is out of range or has no counterpart here.</exception>
    public static Optimizer Read(ConfigReader entry)
    {
        var optimizer = KerasObject.Read<Optimizer>(entry);
        if (entry.GetObject("config") is not { } config) return optimizer;
        if (config.GetDouble("loss_scale_factor") is { } scale and not 1) throw config.Error($"loss_scale_factor is {scale}: scaled losses are not supported.");
        optimizer = optimizer with
        {
            WeightDecay = config.GetDouble("weight_decay", optimizer is AdamW ? optimizer.WeightDecay : 0),
            ClipNorm = Positive(config.GetDouble("clipnorm")),
            GlobalClipNorm = Positive(config.GetDouble("global_clipnorm")),
            ClipValue = Positive(config.GetDouble("clipvalue")),
            UseEma = config.GetBoolean("use_ema", false),
            EmaMomentum = config.GetDouble("ema_momentum", 0.99),
            EmaOverwriteFrequency = config.GetInt32("ema_overwrite_frequency"),
            GradientAccumulationSteps = config.GetInt32("gradient_accumulation_steps"),
        };
        try
        {
            optimizer.Validate();
        }
        catch (ArgumentException e)
        {
            throw config.Error(e.Message, e);
        }

        return optimizer;
    }

    /// <summary>The optimizer as Keras 3 writes it.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="learningRate">Its rate now.</param>
    public static JsonObject Write(Optimizer optimizer, double learningRate)
    {
        var className = optimizer.GetType().GetCustomAttribute<KerasNameAttribute>(inherit: false)!.Name;
        var config = new JsonObject
        {
            // Keras's own default: the class in small letters, but for SGD.
            ["name"] = className == "SGD" ? className : optimizer.Name,
            ["learning_rate"] = learningRate,
            ["weight_decay"] = optimizer.WeightDecay == 0 && optimizer is not AdamW ? null : optimizer.WeightDecay,
            ["clipnorm"] = optimizer.ClipNorm,
            ["global_clipnorm"] = optimizer.GlobalClipNorm,
            ["clipvalue"] = optimizer.ClipValue,
            ["use_ema"] = optimizer.UseEma,
            ["ema_momentum"] = optimizer.EmaMomentum,
            ["ema_overwrite_frequency"] = optimizer.EmaOverwriteFrequency,
            ["loss_scale_factor"] = null,
            ["gradient_accumulation_steps"] = optimizer.GradientAccumulationSteps,
        };
        optimizer.WriteConfig(config);
        return KerasObject.Write("keras.optimizers", className, config);
    }

    /// <summary>
    /// The step size that an optimizer begins with: <c>learning_rate</c>, or <c>lr</c> as Keras wrote up to 2.2. Of a schedule, and of a rate that has come down to 0, whatever
    /// positive number there is: the rate of the next step is the training's.
    /// </summary>
    public static double Rate(ConfigReader config, double defaultRate)
    {
        var rate = IsScheduled(config) ? 0 : config.GetDouble("learning_rate") ?? config.GetDouble("lr") ?? defaultRate;
        return rate == 0 ? defaultRate : rate;
    }

    /// <summary>Epsilon; where Keras 2 wrote null, its backend's.</summary>
    public static double Epsilon(ConfigReader config) => config.GetDouble("epsilon", DefaultEpsilon);

    /// <summary>The learning rate, a number or a schedule; null where there is none.</summary>
    public static JsonElement? RateNode(ConfigReader config) => config.Find("learning_rate") ?? config.Find("lr");

    /// <summary>Whether the learning rate is a schedule's.</summary>
    public static bool IsScheduled(ConfigReader config) => RateNode(config) is { ValueKind: JsonValueKind.Object };

    // Keras clips only by limits above 0.
    private static double? Positive(double? limit) => limit is 0 ? null : limit;
}
