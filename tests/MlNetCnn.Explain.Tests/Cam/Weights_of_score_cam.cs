namespace MlNetCnn.Explain.Tests.Cam;

public sealed class Weights_of_score_cam
{
    [Theory]
    [InlineData(ScoreKind.Logit, ScoreCamWeights.Softmax)]
    [InlineData(ScoreKind.Probability, ScoreCamWeights.Increase)]
    public void Are_softmax_of_logits_and_increases_of_probabilities(ScoreKind kind, ScoreCamWeights weights)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var images = TinyNets.Images(2, [8, 6, 3]);
        var (automatic, named) = (new ScoreCam { Score = kind }.Explain(model, images), new ScoreCam { Score = kind, Weights = weights }.Explain(model, images));
        for (var i = 0; i < 2; i++) Assert.Equal(named[i].Map.Values, automatic[i].Map.Values);
    }

    [Fact]
    public void Are_checked() => Assert.Throws<ArgumentOutOfRangeException>(() => new ScoreCam { Weights = (ScoreCamWeights)3 });
}
