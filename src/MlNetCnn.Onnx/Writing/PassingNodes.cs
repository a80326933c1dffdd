namespace MlNetCnn.Onnx.Writing;

/// <summary>A layer that does nothing outside of training: whoever reads it reads what it takes.</summary>
internal abstract class PassingNodes : LayerNodes
{
    public sealed override bool PassesOn => true;

    public sealed override Laid Write(LayerSite site) => site.Any();
}
