using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Gradients: by all inputs and weights of every layer, activation and graph; by relu's other rules; by the last pictures of applications, as Grad-CAM asks.</summary>
internal static class GradientCases
{
    // Farther back a relu whose input is zero but for rounding, of which large nets have some, would decide.
    private static readonly Dictionary<string, string[]> LastPictures = new()
    {
        ["vgg16_32"] = ["block5_conv3"],
        ["resnet50_48"] = ["conv5_block3_out"],
        ["inception_v3_75"] = ["mixed10"],
        ["xception_71"] = ["block14_sepconv2_act"],
        ["mobilenet_0.25_64"] = ["conv_pw_13_relu"],
        ["mobilenet_v2_0.35_96"] = ["out_relu"],
    };

    public static IReadOnlyList<EngineCase> List { get; } =
    [
        .. AllCases.List.Where(c => c.Kind is CaseKind.Layer or CaseKind.Activation or CaseKind.Graph && c.Name != "input_is_output").Select(c => Of(c.Name, c, ByAll)),
        .. new[] { ReluGradient.Guided, ReluGradient.Deconvnet }.SelectMany(relu =>
            new[] { "residual", "branches_concatenated", "nested_models" }.Select(name => Of($"{name}_{relu}".ToLowerInvariant(), Case(name), ByAll, relu))),
        .. LastPictures.Select(p => Of(p.Key, Case(p.Key), _ => p.Value)),
    ];

    /// <summary>Names of all inputs and trainable weights; of models with several outputs, the first of which need not depend on all weights, of inputs alone.</summary>
    public static string[] ByAll(Model model) => [.. model.Inputs.Select(i => i.Layer.Name), .. model.Outputs.Count == 1 ? WeightPaths(model, "") : []];

    private static ConformanceCase Case(string name) => AllCases.List.Single(c => c.Name == name);

    private static EngineCase Of(string name, ConformanceCase c, Func<Model, string[]> by, ReluGradient relu = default) => new(name, EngineCaseKind.Gradient, engine => Run(c, by, relu, engine));

    private static IEnumerable<string> WeightPaths(Model model, string prefix) => model.Layers.SelectMany(layer =>
        layer is Model inner ? WeightPaths(inner, $"{prefix}{inner.Name}/") : layer.Trainable ? layer.Weights.Where(w => w.Trainable).Select(w => prefix + w.Path) : []);

    private static Numbers Run(ConformanceCase c, Func<Model, string[]> by, ReluGradient relu, Contender engine)
    {
        var model = c.Model();
        using var net = engine.Compile(model, new CompileOptions { Logits = c.Kind == CaseKind.Application });
        var query = new GradientQuery { WithRespectTo = by(model), Values = [.. by(model).Where(name => !name.Contains('/', StringComparison.Ordinal))], Relu = relu };
        var result = net.Differentiate(c.Inputs(model), Slope, query);
        var numbers = new Numbers();
        numbers.Add("output", result.Output.Span);
        foreach (var (value, name) in result.Values.Zip(query.Values)) numbers.Add($"value of {name}", value.Span);
        foreach (var (gradient, name) in result.Gradients.Zip(query.WithRespectTo)) numbers.AddGradient($"gradient by {name}", gradient.Span);
        return numbers;
    }

    /// <summary>Of a score that every output has a part in, by more than its own size.</summary>
    private static Tensor Slope(Tensor output) => new(output.Batch, output.Shape, output.Span.ToArray().Select((v, i) => v * (i % 3 - 1) + 0.2f * (i % 7 - 2)).ToArray());
}
