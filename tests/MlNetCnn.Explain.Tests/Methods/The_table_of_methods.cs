namespace MlNetCnn.Explain.Tests.Methods;

public sealed class The_table_of_methods
{
    [Fact]
    public void Has_the_eight_class_activation_maps()
    {
        string[] cams = [.. ExplanationMethods.All.OfType<CamMethod>().Select(m => m.Name)];
        foreach (var name in new[] { "ablation-cam", "eigen-cam", "grad-cam", "grad-cam++", "hires-cam", "layer-cam", "score-cam", "xgrad-cam" }) Assert.Contains(name, cams);
        Assert.Equal(ExplanationMethods.All.Select(m => m.Name).Order(StringComparer.Ordinal), ExplanationMethods.All.Select(m => m.Name));
    }

    [Fact]
    public void Finds_by_name_whatever_the_case()
    {
        Assert.Equal(new GradCamPlusPlus(), ExplanationMethods.Find("Grad-CAM++"));
        Assert.Equal(new GradCam { BatchSize = 16 }, ExplanationMethods.Find("grad-cam"));
    }

    [Fact]
    public void An_unknown_name_lists_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => ExplanationMethods.Find("gradcam"));
        Assert.Contains("Nearest: grad-cam", error.Message);
        Assert.Contains("eigen-cam", error.Message);
    }

    [Fact]
    public void Settings_that_all_methods_have_are_checked()
    {
        foreach (var method in ExplanationMethods.All)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => method with { Score = (ScoreKind)77 });
            Assert.Throws<ArgumentOutOfRangeException>(() => method with { BatchSize = 0 });
            Assert.Throws<ArgumentOutOfRangeException>(() => method with { BatchSize = 4097 });
        }
    }
}
