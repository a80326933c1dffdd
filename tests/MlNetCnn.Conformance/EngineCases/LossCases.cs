using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Every loss, under what it is made for: three steps of a small net.</summary>
internal static class LossCases
{
    private static readonly Dictionary<string, (Loss Loss, string Activation)> Losses = new()
    {
        ["mse"] = (new MeanSquaredError(), "linear"),
        ["mae"] = (new MeanAbsoluteError(), "linear"),
        ["huber"] = (new Huber(0.4), "linear"),
        ["log_cosh"] = (new LogCosh(), "linear"),
        ["poisson"] = (new Poisson(), "softplus"),
        ["kl"] = (new KLDivergence(), "softmax"),
        ["hinge"] = (new Hinge(), "tanh"),
        ["squared_hinge"] = (new SquaredHinge(), "tanh"),
        ["categorical_hinge"] = (new CategoricalHinge(), "linear"),
        ["binary"] = (new BinaryCrossentropy(), "sigmoid"),
        ["binary_smoothed"] = (new BinaryCrossentropy(LabelSmoothing: 0.2), "sigmoid"),
        ["binary_logits"] = (new BinaryCrossentropy(FromLogits: true, LabelSmoothing: 0.1), "linear"),
        ["focal"] = (new BinaryFocalCrossentropy(ApplyClassBalancing: true, Alpha: 0.3, Gamma: 1.5), "sigmoid"),
        ["focal_logits"] = (new BinaryFocalCrossentropy(FromLogits: true), "linear"),
        ["categorical"] = (new CategoricalCrossentropy(LabelSmoothing: 0.1), "softmax"),
        ["categorical_logits"] = (new CategoricalCrossentropy(FromLogits: true), "linear"),
        ["categorical_focal"] = (new CategoricalFocalCrossentropy(Gamma: 1.3) { ClassAlphas = [0.2, 0.5, 1, 2] }, "softmax"),
        ["categorical_focal_logits"] = (new CategoricalFocalCrossentropy(FromLogits: true, Gamma: 0.5), "linear"),
        ["sparse"] = (new SparseCategoricalCrossentropy(), "softmax"),
        ["sparse_logits"] = (new SparseCategoricalCrossentropy(FromLogits: true), "linear"),
    };

    /// <summary>The losses.</summary>
    public static IEnumerable<Loss> All => Losses.Values.Select(l => l.Loss);

    public static IReadOnlyList<EngineCase> List { get; } = [.. Losses.Select(p => new EngineCase($"loss_{p.Key}", EngineCaseKind.Train, engine => Trace.Of(
        engine, Net(p.Value.Activation), new TrainingOptions { Optimizer = new Sgd(0.05), Loss = p.Value.Loss, Seed = 5 }, 3, step => Targets(p.Value.Loss, step), weighted: true)))];

    private static Model Net(string activation)
    {
        var model = new Sequential([5], name: "net") { new Dense(6, "tanh", name: "hidden"), new Dense(4, activation, name: "top") };
        RandomWeights.Fill(model, 3);
        return model;
    }

    private static Tensor Targets(Loss loss, int step) => loss switch
    {
        SparseCategoricalCrossentropy => TrainingData.Indices([4], step),
        MeanSquaredError or MeanAbsoluteError or Huber or LogCosh or Poisson => TrainingData.Uniform(TrainingData.Batch, [4], "targets", step, 0.05f, 1),
        _ => TrainingData.Classes([4], step),
    };
}
