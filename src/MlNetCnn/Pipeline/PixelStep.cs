using MlNetCnn.Keras;

namespace MlNetCnn.Pipeline;

/// <summary>Something that was done to every pixel: one of Keras's preprocessings, then a factor and something added.</summary>
internal readonly record struct PixelStep(Preprocessing Mode, float Scale = 1, float Offset = 0)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsNothing => Mode == Preprocessing.None && Scale == 1 && Offset == 0;

    /// <summary>As an annotation holds it: <c>Caffe*1+0</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Mode}*{Scale:R}+{Offset:R}");
}
