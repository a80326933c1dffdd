using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Gradients;

/// <summary>Every gradient method and occlusion on a small net against make_gradients.py: probabilities and logits, the top class and another, two pictures.</summary>
public sealed class Gradients_agree_with_float64
{
    private static readonly JsonElement Reference = GradientReference.Json("gradients.json");

    public static TheoryData<string, string> Cases =>
    [
        .. Reference.EnumerateObject().SelectMany(group => group.Value.EnumerateObject().Where(e => e.Name is not ("classes" or "scores" or "gap-baseline")).Select(e => (group.Name, e.Name))),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attributions(string group, string name)
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var reference = Reference.GetProperty(group);
        int[] classes = [.. reference.GetProperty("classes").EnumerateArray().Select(c => c.GetInt32())];
        var score = group.StartsWith("logit", StringComparison.Ordinal) ? ScoreKind.Logit : ScoreKind.Probability;
        var found = (Method(name) with { Score = score }).Explain(model, GradientReference.Images(), group.EndsWith("top", StringComparison.Ordinal) ? null : Target.Classes(classes));
        Assert.Equal(classes, found.Select(e => e.Class!.Value));
        Closeness.AssertClose(reference.GetProperty("scores").Floats(), [.. found.Select(e => e.Score)], 2e-6, 2e-6, "scores");
        var expected = reference.GetProperty(name).Floats();
        float[] actual = [.. found.SelectMany(e => e.Attributions?.Span.ToArray() ?? e.Map.Values.ToArray())];
        // Float32's roundings through four layers with weights, seen from the largest value.
        Closeness.AssertClose(expected, actual, 3e-6 * expected.Max(Math.Abs), 0, $"{group} {name}");
        if (name == "integrated-baseline")
            Closeness.AssertClose(reference.GetProperty("gap-baseline").Floats(), [.. found.Select(e => (float)e.Completeness!.Gap)], 5e-6, 0, "gap");
    }

    private static ExplanationMethod Method(string name) => name switch
    {
        "smooth-grad" => new SmoothGrad { Samples = 7, NoiseLevel = 0.15, Seed = 5 },
        "integrated-baseline" => new IntegratedGradients { Steps = 6, Rule = PathRule.Right, Baseline = new Tensor(1, GradientReference.Shape, GradientReference.Numbers(168, 21, 0.5f)) },
        "occlusion" => new Occlusion { PatchSize = 3, Stride = 2 },
        "occlusion-mean" => new Occlusion { PatchSize = 2, Stride = 2, Fill = OcclusionFill.PictureMean },
        _ when name.StartsWith("integrated-", StringComparison.Ordinal) => new IntegratedGradients { Steps = 10, Rule = Enum.Parse<PathRule>(name["integrated-".Length..]) },
        _ => ExplanationMethods.Find(name),
    };
}
