using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// The gradients on the straight path from a baseline x' to the picture x, times the way: <c>(x - x') * integral over a from 0 to 1 of dS/dx at x' + a (x - x')</c>. The attributions add up to
/// <c>S(x) - S(x')</c>, as far as the sum that stands for the integral has converged: <see cref="Explanation.Completeness"/> has the gap. Picture and baseline are preprocessed values. The map
/// is the sum over the channels unless <see cref="GradientMethod.Reduction"/> says otherwise.
/// Sundararajan, Taly, Yan: "Axiomatic Attribution for Deep Networks" (2017), equations 1 and 3.
/// </summary>
public sealed record IntegratedGradients() : GradientMethod(ChannelReduction.Sum)
{
    /// <inheritdoc/>
    public override string Name => "integrated-gradients";

    /// <summary>Steps of the sum, 1 to 100,000; the paper recommends 20 to 300. Real nets are often not converged with 50: look at the gap. Default 50.</summary>
    public int Steps { get; init => field = value is >= 1 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The path has 1 to 100,000 steps."); } = 50;

    /// <summary>Where on the path the gradients are taken. Default <see cref="PathRule.Trapezoid"/>; the paper's sum is <see cref="PathRule.Right"/>.</summary>
    public PathRule Rule { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such rule."); } = PathRule.Trapezoid;

    /// <summary>
    /// The baseline's value at all positions, preprocessed as the pictures are. Default 0, which is grey for <c>x / 127.5 - 1</c>, the mean colour for Caffe's preprocessing, and black for
    /// <c>x / 255</c>. Not used with <see cref="Baseline"/>.
    /// </summary>
    public float BaselineValue { get; init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The baseline is a finite number."); }

    /// <summary>The baseline as a picture: a batch of one, preprocessed as the pictures are. Default null: <see cref="BaselineValue"/> everywhere.</summary>
    public Tensor? Baseline { get; init; }

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        var baseline = BaselineFor(model);
        var outputs = PictureScores.Outputs(model, images, this, cancellation);
        var scored = target.Of(outputs, Score);
        var baselineOutput = PictureScores.Outputs(model, baseline, this, cancellation);
        var path = new GradientVariants(Rule == PathRule.Trapezoid ? Steps + 1 : Steps, Weight, Walk);
        foreach (var (picture, mean) in InputGradients.Sums(model, images, scored, this, path, cancellation).Index())
        {
            var values = new Tensor(1, images.Shape);
            var sum = 0.0;
            for (var i = 0; i < mean.Length; i++)
            {
                var part = mean[i] * ((double)images[picture][i] - baseline.Span[i]);
                values.Span[i] = (float)part;
                sum += part;
            }

            var gain = PictureScores.Difference(scored.Gradient[picture], outputs[picture], baselineOutput[0]);
            yield return new Attribution(values, scored.Classes[picture], scored.Scores[picture]) { Completeness = new Completeness(sum, gain) };
        }

        void Walk(ReadOnlySpan<float> picture, int step, Span<float> into)
        {
            var from = baseline.Span;
            var way = Position(step);
            for (var i = 0; i < into.Length; i++) into[i] = (float)(from[i] + way * ((double)picture[i] - from[i]));
        }
    }

    private double Position(int step) => Rule switch
    {
        PathRule.Right => (step + 1.0) / Steps,
        PathRule.Midpoint => (step + 0.5) / Steps,
        _ => (double)step / Steps,
    };

    private double Weight(int step) => Rule == PathRule.Trapezoid && (step == 0 || step == Steps) ? 0.5 / Steps : 1.0 / Steps;

    private Tensor BaselineFor(ExplainedModel model)
    {
        if (Baseline is null)
        {
            var constant = new Tensor(1, model.InputShape);
            constant.Span.Fill(BaselineValue);
            return constant;
        }

        if (Baseline.Batch != 1 || Baseline.Shape != model.InputShape)
            throw new ArgumentException($"The baseline is one picture as the model '{model.Model.Name}' takes, (1, {string.Join(", ", model.InputShape)}), not {Baseline}.", nameof(Baseline));
        return Baseline;
    }
}
