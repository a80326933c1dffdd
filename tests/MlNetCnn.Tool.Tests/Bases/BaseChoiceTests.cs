using MlNetCnn.Keras;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Tests.Bases;

public sealed class BaseChoiceTests
{
    [Fact]
    public void Every_application_has_a_last_block_to_unfreeze()
    {
        foreach (var info in Applications.All)
        {
            var model = info.Create(includeTop: false);
            var first = model.Layers.ToList().FindIndex(l => l.Name == LateLayer.Of(model, info.Name));
            Assert.InRange(first, model.Layers.Count / 2, model.Layers.Count - 3);
        }
    }

    [Fact]
    public void Each_has_its_least_size()
    {
        Assert.Contains("at least 71 x 71", Assert.Throws<UserErrorException>(() => BaseChoice.Choose("xception", null, 70)).Message);
        Assert.Equal(("inception_v3", 75), (BaseChoice.Choose("inception_v3", null, 75).Application.Name, BaseChoice.Choose("inception_v3", null, 75).Size));
        Assert.Equal(299, BaseChoice.Choose("Xception", null, null).Size);
    }
}
