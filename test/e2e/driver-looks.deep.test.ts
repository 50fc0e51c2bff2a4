import { join } from 'node:path';
import type { DriverPhone } from './driver-phone';
import { setDriverStage } from './driver-stage';
import { SCREENSHOTS, SMALL, USUAL } from './phone';

/**
 * Every screen of the driver's page at both sizes and in both themes: nothing is cut off or too small for a thumb, axe has
 * nothing to say, and a picture of each is left for people to look at.
 */

const stage = setDriverStage();

class Looks {
  constructor(
    readonly phone: DriverPhone,
    private readonly as: string,
  ) {}

  /** A file that has been left before. */
  picture(screen: string): string {
    return join(SCREENSHOTS, `driver-${this.as}-${screen}.png`);
  }

  async look(screen: string): Promise<void> {
    const { page } = this.phone;
    await page.waitForTimeout(250); // What enters has entered.
    await this.phone.shot(`${this.as}-${screen}`);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect([screen, overflow]).toEqual([screen, 0]);
    expect([screen, await this.phone.phone.smallTargets()]).toEqual([screen, []]);
    expect([screen, await this.phone.axe()]).toEqual([screen, []]);
  }
}

const SIZES = { small: SMALL, usual: USUAL };

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { viewport, colorScheme, reducedMotion: 'reduce' as const };
    const as = `${size}-${colorScheme}`;
    stage.test(`a day at work, ${size} and ${colorScheme}`, (phone) => dayAtWork(new Looks(phone, as)), options);
    stage.test(`two orders in one offer, ${size} and ${colorScheme}`, (phone) => twoAtOnce(new Looks(phone, as)), {
      ...options,
      town: 'bundles',
    });
  }
}

async function dayAtWork(looks: Looks): Promise<void> {
  const { phone } = looks;
  const { page, context } = phone;
  const press = (name: string | RegExp): Promise<void> => phone.button(name).tap();
  await page.goto(`${stage.stack.url}/driver`);
  await phone.button('Sign in').waitFor();
  await looks.look('01-sign-in');
  await phone.signIn();
  await looks.look('02-off-shift');
  await press('Go on shift');
  await phone.text('On shift, nothing near').waitFor();
  await looks.look('03-available');
  await press('On shift');
  await looks.look('04-shift-sheet');
  await press('Break, 20 minutes');
  await page.getByRole('heading', { name: 'On break' }).waitFor();
  await looks.look('05-break');
  await press('Back to work');
  await phone.text('On shift, nothing near').waitFor();

  await phone.offered({ proof: { dropoff: 'photo' }, tip: { amount: 150, currency: 'EUR' } });
  await looks.look('06-offer');
  await press('Decline');
  await looks.look('07-decline');
  await press('Close');
  await press('Accept');
  await phone.button('Arrived').waitFor();
  await looks.look('08-stop');
  await phone.offered({ proof: { dropoff: 'signature' } });
  await looks.look('09-add-on');
  await press('Decline');
  await press('Too far');
  await press('Arrived');
  await press('Problem at this stop');
  await looks.look('10-problem-pickup');
  await press(/I cannot go on/);
  await looks.look('10-trouble');
  await press('Close');
  await press('Picked up');
  await press('Arrived');
  await phone.button('Take the photo').waitFor();
  await looks.look('11-proof');
  await phone.takePhoto(looks.picture('01-sign-in'));
  await phone.text(/Taken .* goes with the delivery/).waitFor();
  await looks.look('12-proof-taken');
  await press('Problem at this stop');
  await looks.look('13-problem-door');
  await press('Close');
  await phone.deliver();
  await phone.text('On shift, nothing near').waitFor();

  await phone.atDoor('signature');
  await press('Get the signature');
  await looks.look('14-signature');
  await press('Close');
  await context.setOffline(true);
  await page.getByText(/No connection/).waitFor();
  await looks.look('15-dead-zone');
  await context.setOffline(false);
  for (const tab of ['Earnings', 'Score', 'Me']) {
    await press(tab);
    await page.waitForLoadState('networkidle');
    await looks.look(`16-${tab.toLowerCase()}`);
  }
  await press('Plan hours');
  await looks.look('17-plan-hours');
}

async function twoAtOnce(looks: Looks): Promise<void> {
  const { phone } = looks;
  await phone.comeOn();
  for (const order of [{}, {}]) await phone.town.placeOrder('Padaria Sol', order);
  await phone.offerCard().waitFor();
  await looks.look('20-two-orders');
  await phone.button('Accept').tap();
  await phone.button('Arrived').waitFor();
  await looks.look('21-two-orders-route');
}
