using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>A class activation map made of a layer's output A and the gradient of the score by it: one pass forward, and one backward as far as the layer.</summary>
public abstract record GradientCam : CamMethod
{
    private protected sealed override IEnumerable<Explanation> Explain(ExplainedModel model, FeatureLayer layer, Tensor images, Target target, CancellationToken cancellation)
    {
        TargetScores? scores = null;
        var query = new GradientQuery { WithRespectTo = [layer.Path], Values = [layer.Path] };
        var result = model.Run(ExplainedModel.For(Score), executable => executable.Differentiate([images], output => (scores = target.Of(output, Score)).Gradient, query));
        for (var i = 0; i < images.Batch; i++)
        {
            var map = new double[layer.Height * layer.Width];
            Combine(new FeatureMaps(result.Values[0][i], layer), new FeatureMaps(result.Gradients[0][i], layer), map);
            yield return Found(layer, scores!, i, map);
        }
    }

    /// <summary>The method's equation.</summary>
    /// <param name="activations">A.</param>
    /// <param name="gradients">The score's derivative by A.</param>
    /// <param name="map">To be filled; all zeros at first.</param>
    private protected abstract void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map);
}
